# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HostPackages
------------

What has to be installed on the machine that builds, and in which packages
distributions have it: one table for ``cmake/HostTools.cmake``, which lists all
that is missing, and for HostProgram.cmake, which misses one thing.  It needs
nothing but CMake, no project.

Two lines a thing.  Its name, how it is looked for (program, header, file: any of
the words after it; files are patterns; ``program>=17``: of that version or later), its groups, what
it is for.  Then its
packages: apt, dnf, pacman, apk, zypper; ``-`` where none is known to us.  The
apt column is tested on Debian 12; the others were looked up.

``_linuxbake_host_packages(<out>)``
  The lines of the table.

``_linuxbake_columns(<out> <line>)``
  ``a | b | c`` as a list without the spaces around.

``_linuxbake_packages_of(<out> <name>)``
  The packages of one thing, a list in the order above; empty if the table does not have it.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

set_property(GLOBAL PROPERTY _LINUXBAKE_HOST_PACKAGES [==[
C compiler    | program cc gcc clang    | base            | the kernel, musl and BusyBox
              | gcc | gcc | gcc | gcc | gcc
C++ compiler  | program c++ g++ clang++ | base            | the helper programs (C++20)
              | g++ | gcc-c++ | gcc | g++ | gcc-c++
stdio.h       | header stdio.h          | base            | programs of the build itself
              | libc6-dev | glibc-devel | glibc | musl-dev | glibc-devel
linux/types.h | header linux/types.h    | base            | programs of the kernel's build
        | linux-libc-dev | kernel-headers | linux-api-headers | linux-headers | linux-glibc-devel
ninja         | program ninja samu      | base            | the generator of the presets
              | ninja-build | ninja-build | ninja | samurai | ninja
pkg-config    | program pkg-config pkgconf | helpers      | finding libraries
              | pkg-config | pkgconf-pkg-config | pkgconf | pkgconf | pkgconf
CLI11         | header CLI/CLI.hpp      | helpers         | command lines
              | libcli11-dev | cli11-devel | cli11 | cli11 | cli11-devel
fmt           | header fmt/format.h     | helpers         | messages
              | libfmt-dev | fmt-devel | fmt | fmt-dev | fmt-devel
nlohmann json | header nlohmann/json.hpp | helpers        | reports
            | nlohmann-json3-dev | json-devel | nlohmann-json | nlohmann-json | nlohmann_json-devel
tl-expected   | header tl/expected.hpp  | helpers         | errors as values
              | libexpected-dev | expected-devel | tl-expected | tl-expected | -
liblzma       | header lzma.h           | helpers         | xz
              | liblzma-dev | xz-devel | xz | xz-dev | xz-devel
libzstd       | header zstd.h           | helpers         | zstd
              | libzstd-dev | libzstd-devel | zstd | zstd-dev | libzstd-devel
zlib          | header zlib.h           | helpers         | gzip
              | zlib1g-dev | zlib-devel | zlib | zlib-dev | zlib-devel
liblz4        | header lz4.h            | helpers         | lz4
              | liblz4-dev | lz4-devel | lz4 | lz4-dev | liblz4-devel
libcurl       | header curl/curl.h      | helpers         | downloads
    | libcurl4-openssl-dev | libcurl-devel | curl | curl-dev | libcurl-devel
make          | program make gmake      | kernel          | Kbuild, musl
              | make | make | make | make | make
flex          | program flex            | kernel          | the lexers of Kconfig and dtc
              | flex | flex | flex | flex | flex
bison         | program bison           | kernel          | the parsers of Kconfig and dtc
              | bison | bison | bison | bison | bison
bc            | program bc              | kernel          | the kernel's time constants
              | bc | bc | bc | bc | bc
perl          | program perl            | kernel          | generated tables of the kernel
              | perl | perl-interpreter | perl | perl | perl
awk           | program awk             | kernel          | generated headers of the kernel
              | mawk | gawk | gawk | gawk | gawk
find          | program find            | kernel          | lists of files
              | findutils | findutils | findutils | findutils | findutils
cmp           | program cmp             | kernel          | files that are replaced if they differ
              | diffutils | diffutils | diffutils | diffutils | diffutils
libelf.h      | header libelf.h         | kernel          | the kernel's objtool
              | libelf-dev | elfutils-libelf-devel | libelf | elfutils-dev | libelf-devel
openssl       | header openssl/ssl.h    | kernel          | certificates of larger kernels
              | libssl-dev | openssl-devel | openssl | openssl-dev | libopenssl-devel
xz            | program xz              | kernel          | xz-compressed kernels
              | xz-utils | xz | xz | xz | xz
gzip          | program gzip            | kernel images   | gzip-compressed kernels, GRUB's fonts
              | gzip | gzip | gzip | gzip | gzip
bzip2         | program bzip2           | kernel          | usage texts of BusyBox
              | bzip2 | bzip2 | bzip2 | bzip2 | bzip2
patch         | program patch           | kernel          | patches of your own
              | patch | patch | patch | patch | patch
bash          | program bash            | kernel          | the scripts of Toybox's build
              | bash | bash | bash | bash | bash
depmod        | program depmod          | kernel          | lists of the kernel's modules
              | kmod | kmod | kmod | kmod | kmod
rsync         | program rsync           | kernel          | the kernel's headers for user space
              | rsync | rsync | rsync | rsync | rsync
grub-mkimage  | program grub-mkimage grub2-mkimage | images | the boot loader of the ISO
              | grub-common | grub2-tools | grub | grub | grub2
GRUB for BIOS | file */grub*/i386-pc/kernel.img | images      | the modules of the boot loader
              | grub-pc-bin | grub2-pc-modules | grub | grub-bios | grub2-i386-pc
GRUB for UEFI | file */grub*/x86_64-efi/kernel.img | images   | the modules of the boot loader
              | grub-efi-amd64-bin | grub2-efi-x64-modules | grub | grub-efi | grub2-x86_64-efi
xorriso       | program xorriso         | images          | the ISO
              | xorriso | xorriso | libisoburn | xorriso | xorriso
mtools        | program mformat         | images          | files in FAT images
              | mtools | mtools | mtools | mtools | mtools
dosfstools    | program mkfs.fat        | images          | FAT images
              | dosfstools | dosfstools | dosfstools | dosfstools | dosfstools
syslinux      | program syslinux        | images          | the boot loader of the FAT image
          | syslinux syslinux-common | syslinux syslinux-nonlinux | syslinux | syslinux | syslinux
sfdisk        | program sfdisk          | images          | partition tables of disks
              | fdisk | util-linux | util-linux | sfdisk | util-linux
e2fsprogs     | program debugfs         | images          | ext4 file systems of disks
              | e2fsprogs | e2fsprogs | e2fsprogs | e2fsprogs e2fsprogs-extra | e2fsprogs
squashfs-tools-ng | program tar2sqfs    | images          | squashfs images
              | squashfs-tools-ng | squashfs-tools-ng | squashfs-tools-ng | squashfs-tools-ng | -
QEMU          | program qemu-system-x86_64 | boot         | boot tests, and running what was built
              | qemu-system-x86 | qemu-system-x86 | qemu-system-x86 | qemu-system-x86_64 | qemu-x86
OVMF          | file share/OVMF/*.fd share/edk2*/*/OVMF*.fd share/qemu/ovmf* | boot | UEFI in QEMU
              | ovmf | edk2-ovmf | edk2-ovmf | ovmf | qemu-ovmf-x86_64
C compiler for aarch64 | program aarch64-linux-gnu-gcc | arm64 | kernel and userland for aarch64
  | gcc-aarch64-linux-gnu | gcc-aarch64-linux-gnu | aarch64-linux-gnu-gcc | - | cross-aarch64-gcc13
C++ compiler for aarch64 | program aarch64-linux-gnu-g++ | arm64 | tests of cross-compiling projects
  |g++-aarch64-linux-gnu|gcc-c++-aarch64-linux-gnu|aarch64-linux-gnu-gcc|-|cross-aarch64-gcc13
QEMU for aarch64 | program qemu-system-aarch64 | arm64   | booting them
  | qemu-system-arm | qemu-system-aarch64 | qemu-system-aarch64 | qemu-system-aarch64 | qemu-arm
UEFI for aarch64 | file share/AAVMF/*.fd share/edk2/aarch64/*.raw | arm64 | UEFI in QEMU
  | qemu-efi-aarch64 | edk2-aarch64 | edk2-aarch64 | aavmf | qemu-uefi-aarch64
C compiler for riscv64 | program riscv64-linux-gnu-gcc | riscv64 | kernel and userland for riscv64
  | gcc-riscv64-linux-gnu | gcc-riscv64-linux-gnu | riscv64-linux-gnu-gcc | - | cross-riscv64-gcc13
QEMU for riscv64 | program qemu-system-riscv64 | riscv64 | booting them
  | qemu-system-misc | qemu-system-riscv | qemu-system-riscv | qemu-system-riscv64 | qemu-extra
clang         | program>=17 clang-19 clang-18 clang-17 clang | cxx | C++ for the target
              | clang-19 | clang | clang | clang | clang
lld           | program>=17 ld.lld-19 ld.lld-18 ld.lld-17 ld.lld | cxx | linking it
              | lld-19 | lld | lld | lld | lld
gpg           | program gpg             | packages tests  | signatures of repositories
              | gnupg | gnupg2 | gnupg | gnupg | gpg2
autoconf      | program autoreconf      | tests           | packages without a configure
              | autoconf | autoconf | autoconf | autoconf | autoconf
automake      | program automake        | tests           | the same
              | automake | automake | automake | automake | automake
meson         | program meson           | tests           | packages that Meson builds
              | meson | meson | meson | meson | meson
GoogleTest    | header gtest/gtest.h    | tests           | tests of the helper programs
              | libgtest-dev | gtest-devel | gtest | gtest-dev | gtest
RapidCheck    | header rapidcheck.h     | tests           | tests of properties
              | librapidcheck-dev | - | rapidcheck | rapidcheck-dev | -
Catch2        | header catch2/catch.hpp catch2/catch_all.hpp | tests | suites in machines
              | catch2 | catch-devel | catch2 | catch2 | Catch2-devel
cpio          | program cpio            | tests           | reading our archives
              | cpio | cpio | cpio | cpio | cpio
bsdtar        | program bsdtar          | images tests    | squashfs and container images, reading archives
              | libarchive-tools | bsdtar | libarchive | libarchive-tools | bsdtar
unsquashfs    | program unsquashfs      | tests           | reading our squashfs images
            | squashfs-tools | squashfs-tools | squashfs-tools | squashfs-tools | squashfs
dpkg          | program dpkg-deb        | tests           | reading our packages
              | dpkg | dpkg | dpkg | dpkg | dpkg
apt           | program apt-get         | tests           | reading our repositories
              | apt | apt | - | - | -
skopeo        | program skopeo          | tests           | reading our container images
              | skopeo | skopeo | skopeo | skopeo | skopeo
umoci         | program umoci           | tests           | the same
              | umoci | umoci | - | - | umoci
zstd program  | program zstd            | tests           | reading our archives
              | zstd | zstd | zstd | zstd | zstd
lz4 program   | program lz4             | tests           | reading our archives
              | lz4 | lz4 | lz4 | lz4 | lz4
isoinfo       | program isoinfo         | tests           | reading our ISO images
              | genisoimage | genisoimage | cdrtools | cdrkit | mkisofs
sgdisk        | program sgdisk          | tests           | checking our partition tables
              | gdisk | gdisk | gptfdisk | sgdisk | gptfdisk
ssh           | program ssh             | fleet tests     | signing what machines share, and logging in to systems
              | openssh-client | openssh-clients | openssh | openssh-client | openssh-clients
python3       | file lib*/python3*/http/server.py | tests | the server that stands for upstream's
              | python3 | python3 | python | python3 | python3
shellcheck    | program shellcheck      | tests           | reading the scripts of inits
              | shellcheck | ShellCheck | shellcheck | shellcheck | ShellCheck
distcc        | program distccd         | fleet           | compilers on other machines, in tests
              | distcc | distcc-server | distcc | distcc | distcc-server
Slurm         | program slurmctld       | fleet           | a cluster for tests
              | slurm-wlm | slurm slurm-slurmctld slurm-slurmd | - | - | slurm slurm-node
munge         | program munged          | fleet           | who is who in that cluster
              | munge | munge | - | - | munge
PyYAML        | file lib*/python3*/*-packages/yaml/__init__.py | fleet | files for CI services, in tests
              | python3-yaml | python3-pyyaml | python-yaml | py3-yaml | python3-PyYAML
nginx         | program nginx           | fleet           | the web server of tests
              | nginx-light | nginx | nginx | nginx | nginx
curl          | program curl            | fleet           | taking helper programs from servers
              | curl | curl | curl | curl | curl
registry      | program docker-registry registry | fleet  | the container registry of tests
              | docker-registry | docker-distribution | - | docker-registry | distribution-registry
Sphinx        | program sphinx-build    | docs tests      | the documentation site
              | python3-sphinx | python3-sphinx | python-sphinx | py3-sphinx | python3-Sphinx
furo          | file lib*/python3*/*-packages/furo/__init__.py | docs tests | its looks
              | furo | python3-furo | python-sphinx-furo | py3-furo | -
ccache        | program ccache          | optional        | builds again in a fraction of the time
              | ccache | ccache | ccache | ccache | ccache
ncurses       | header ncurses.h        | optional        | the menuconfig targets
              | libncurses-dev | ncurses-devel | ncurses | ncurses-dev | ncurses-devel
dpkg-dev      | program dpkg-shlibdeps  | optional        | the .deb of LinuxBake itself
              | dpkg-dev | dpkg-dev | dpkg | dpkg-dev | dpkg
file          | program file            | optional        | the .deb of LinuxBake itself
              | file | file | file | file | file
gdb           | program gdb             | optional        | debugging kernels
              | gdb | gdb | gdb | gdb | gdb
CaDiCaL       | header cadical.hpp      | optional        | linuxbake-kconfig fix
              | libcadical-dev | - | - | - | -
Zydis         | header Zydis/Zydis.h    | optional        | tests of old processors
              | libzydis-dev | - | zydis | - | -
]==])

function(_linuxbake_host_packages out)
  get_property(table GLOBAL PROPERTY _LINUXBAKE_HOST_PACKAGES)
  string(STRIP "${table}" table)
  string(REPLACE "\n" ";" table "${table}")
  set(${out} "${table}" PARENT_SCOPE)
endfunction()

function(_linuxbake_columns out line)
  string(REGEX REPLACE " *[|] *" ";" columns "${line}")
  list(TRANSFORM columns STRIP)
  set(${out} "${columns}" PARENT_SCOPE)
endfunction()

function(_linuxbake_packages_of out name)
  _linuxbake_host_packages(lines)
  set(thing "")
  foreach(line IN LISTS lines)
    _linuxbake_columns(columns "${line}")
    if(line MATCHES "^[^ ]")
      list(GET columns 0 thing)
    elseif(thing STREQUAL name)
      list(POP_FRONT columns)
      set(${out} "${columns}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${out} "" PARENT_SCOPE)
endfunction()
