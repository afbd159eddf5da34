# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HostTools
---------

What has to be installed on the machine that builds.  As a script it needs
nothing but CMake::

  cmake -P cmake/HostTools.cmake                 # everything missing, and the line that installs it
  cmake -D INSTALL=ON -P cmake/HostTools.cmake   # runs that line (with sudo where it is needed)

``-D GROUPS="base kernel"`` before ``-P`` looks at these groups only:

``base``      compilers, make, CMake's generator
``helpers``   libraries of the helper programs
``kernel``    what the builds of Linux, musl and BusyBox call
``images``    boot loaders and what writes ISO and FAT images
``boot``      QEMU and its firmware
``tests``     what the tests of LinuxBake itself read and serve with
``optional``  never an error; installed with the rest

The top level includes this file and calls

``linuxbake_check_host_tools(GROUPS <group>...)``
  which ends the configuration with the same text if something is missing.

For the tests of this file: ``PACKAGE_MANAGER`` (apt, dnf, pacman, apk, zypper
or none) instead of the machine's own, ``PRETEND`` (names of the table with
commas between, or ``ALL``) for what is to count as missing, nothing else being
looked for.
#]=======================================================================]
if(CMAKE_VERSION VERSION_LESS 3.25)
  message(FATAL_ERROR "LinuxBake needs CMake 3.25 or newer; this is ${CMAKE_VERSION}.")
endif()
cmake_minimum_required(VERSION 3.25)

# Two lines a thing: name | how it is looked for (program, header, file: any of the words after it;
# files are patterns) | groups | what it is for. Then its packages: apt | dnf | pacman | apk |
# zypper; "-" where none is known to us. The apt column is tested on Debian 12; the others were
# looked up.
set(_linuxbake_host_tools [==[
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
QEMU          | program qemu-system-x86_64 | boot         | boot tests, and running what was built
              | qemu-system-x86 | qemu-system-x86 | qemu-system-x86 | qemu-system-x86_64 | qemu-x86
OVMF          | file share/OVMF/*.fd share/edk2*/*/OVMF*.fd share/qemu/ovmf* | boot | UEFI in QEMU
              | ovmf | edk2-ovmf | edk2-ovmf | ovmf | qemu-ovmf-x86_64
GoogleTest    | header gtest/gtest.h    | tests           | tests of the helper programs
              | libgtest-dev | gtest-devel | gtest | gtest-dev | gtest
RapidCheck    | header rapidcheck.h     | tests           | tests of properties
              | librapidcheck-dev | - | rapidcheck | rapidcheck-dev | -
cpio          | program cpio            | tests           | reading our archives
              | cpio | cpio | cpio | cpio | cpio
bsdtar        | program bsdtar          | tests           | reading our archives
              | libarchive-tools | bsdtar | libarchive | libarchive-tools | bsdtar
zstd program  | program zstd            | tests           | reading our archives
              | zstd | zstd | zstd | zstd | zstd
lz4 program   | program lz4             | tests           | reading our archives
              | lz4 | lz4 | lz4 | lz4 | lz4
isoinfo       | program isoinfo         | tests           | reading our ISO images
              | genisoimage | genisoimage | cdrtools | cdrkit | mkisofs
sgdisk        | program sgdisk          | tests           | checking our partition tables
              | gdisk | gdisk | gptfdisk | sgdisk | gptfdisk
sfdisk        | program sfdisk          | tests           | reading our partition tables
              | fdisk | util-linux | util-linux | sfdisk | util-linux
python3       | file lib*/python3*/http/server.py | tests | the server that stands for upstream's
              | python3 | python3 | python | python3 | python3
ccache        | program ccache          | optional        | builds again in a fraction of the time
              | ccache | ccache | ccache | ccache | ccache
ncurses       | header ncurses.h        | optional        | the menuconfig targets
              | libncurses-dev | ncurses-devel | ncurses | ncurses-dev | ncurses-devel
CaDiCaL       | header cadical.hpp      | optional        | linuxbake-kconfig fix
              | libcadical-dev | - | - | - | -
]==])

set(_linuxbake_all_groups base helpers kernel images boot tests optional)
set(_linuxbake_package_managers apt dnf pacman apk zypper)

function(_linuxbake_package_manager out)
  if(NOT "${PACKAGE_MANAGER}" STREQUAL "")
    set(${out} "${PACKAGE_MANAGER}" PARENT_SCOPE)
    return()
  endif()
  set(${out} none PARENT_SCOPE)
  foreach(name program IN ZIP_LISTS _linuxbake_package_managers ARGN)
    find_program(found NAMES "${program}" NO_CACHE)
    if(found)
      set(${out} "${name}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Where headers and files may be. In script mode CMake knows no places of its own.
function(_linuxbake_host_prefixes out)
  string(REPLACE ":" ";" prefixes "$ENV{CMAKE_PREFIX_PATH}")
  list(APPEND prefixes ${CMAKE_PREFIX_PATH} /usr/local /usr)
  set(${out} "${prefixes}" PARENT_SCOPE)
endfunction()

# _linuxbake_is_there(<out> <kind> <word>...)
function(_linuxbake_is_there out kind)
  set(${out} FALSE PARENT_SCOPE)
  if(kind STREQUAL "program")
    find_program(found NAMES ${ARGN} NO_CACHE PATHS /usr/local/sbin /usr/sbin /sbin)
    if(found)
      set(${out} TRUE PARENT_SCOPE)
    endif()
    return()
  endif()
  _linuxbake_host_prefixes(prefixes)
  foreach(prefix IN LISTS prefixes)
    set(directories "${prefix}")
    if(kind STREQUAL "header")
      file(GLOB directories "${prefix}/include" "${prefix}/include/*-linux-*")
    endif()
    foreach(directory IN LISTS directories)
      list(TRANSFORM ARGN PREPEND "${directory}/" OUTPUT_VARIABLE patterns)
      file(GLOB found ${patterns})
      if(found)
        set(${out} TRUE PARENT_SCOPE)
        return()
      endif()
    endforeach()
  endforeach()
endfunction()

# "a | b | c" as a list without the spaces around.
function(_linuxbake_columns out line)
  string(REGEX REPLACE " *[|] *" ";" columns "${line}")
  list(TRANSFORM columns STRIP)
  set(${out} "${columns}" PARENT_SCOPE)
endfunction()

# Sets <out> to the lines about what is missing, <out>_PACKAGES to their packages, <out>_REQUIRED to
# the number of those that are not optional.
function(_linuxbake_missing_tools out manager groups)
  list(FIND _linuxbake_package_managers "${manager}" column)
  string(REPLACE "\n" ";" lines "${_linuxbake_host_tools}")
  set(report "")
  set(packages "")
  set(required 0)
  foreach(line IN LISTS lines)
    _linuxbake_columns(columns "${line}")
    if(line MATCHES "^[^ ]")
      set(thing "${columns}")
      continue()
    elseif(line STREQUAL "")
      continue()
    endif()
    _linuxbake_judge_tool(missing "${groups}" ${thing})
    if(NOT missing)
      continue()
    endif()
    if(NOT missing STREQUAL "optional")
      math(EXPR required "${required} + 1")
    endif()
    set(package "-")
    if(column GREATER_EQUAL 0)
      list(REMOVE_AT columns 0)
      list(GET columns ${column} package)
    endif()
    if(manager STREQUAL "none")
      set(package "") # one sentence says it for all
    endif()
    _linuxbake_tool_line(text "${missing}" "${package}" ${thing})
    string(APPEND report "${text}")
    if(NOT package MATCHES "^-?$")
      separate_arguments(package)
      list(APPEND packages ${package})
    endif()
  endforeach()
  list(SORT packages)
  list(REMOVE_DUPLICATES packages)
  set(${out} "${report}" PARENT_SCOPE)
  set(${out}_PACKAGES "${packages}" PARENT_SCOPE)
  set(${out}_REQUIRED "${required}" PARENT_SCOPE)
endfunction()

# Sets <out> to required or optional if it is missing, else to FALSE.
function(_linuxbake_judge_tool out groups name probe tool_groups)
  set(${out} FALSE PARENT_SCOPE)
  separate_arguments(tool_groups)
  separate_arguments(probe)
  set(wanted FALSE)
  foreach(group IN LISTS tool_groups)
    if(group IN_LIST groups)
      set(wanted TRUE)
    endif()
  endforeach()
  if(NOT wanted)
    return()
  endif()
  if(NOT "${PRETEND}" STREQUAL "")
    set(there TRUE)
    string(REPLACE "," ";" PRETEND "${PRETEND}")
    if(PRETEND STREQUAL "ALL" OR name IN_LIST PRETEND)
      set(there FALSE)
    endif()
  else()
    _linuxbake_is_there(there ${probe})
  endif()
  if(NOT there)
    set(${out} required PARENT_SCOPE)
    if(tool_groups STREQUAL "optional")
      set(${out} optional PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(_linuxbake_tool_line out missing package name probe groups purpose)
  string(LENGTH "${name}" length)
  math(EXPR padding "15 - ${length}")
  string(REPEAT " " ${padding} padding)
  set(note "")
  if(missing STREQUAL "optional")
    set(note " (optional)")
  endif()
  if(package STREQUAL "-")
    string(APPEND note " (no package known)")
  endif()
  set(${out} "    ${name}${padding}${purpose}${note}\n" PARENT_SCOPE)
endfunction()

# The one line that installs the packages.
function(_linuxbake_install_command out manager)
  set(apt apt-get install --yes --no-install-recommends)
  set(dnf dnf install --assumeyes)
  set(pacman pacman --sync --refresh --needed --noconfirm)
  set(apk apk add)
  set(zypper zypper --non-interactive install)
  set(${out} ${${manager}} ${ARGN} PARENT_SCOPE)
endfunction()

# Sets <out> to the whole text about what is missing, empty if nothing is; <out>_COMMAND to the
# command that installs it, <out>_REQUIRED as above.
function(_linuxbake_host_tools_text out groups)
  _linuxbake_package_manager(manager apt-get dnf pacman apk zypper)
  _linuxbake_missing_tools(missing "${manager}" "${groups}")
  set(text "")
  set(command "")
  if(NOT missing STREQUAL "")
    set(text "LinuxBake: missing on this machine:\n\n${missing}\n")
    if(missing_PACKAGES)
      _linuxbake_install_command(command "${manager}" ${missing_PACKAGES})
      list(JOIN command " " line)
      string(APPEND text "  To install it, as root:\n\n    ${line}\n\n"
        "  or: cmake -D INSTALL=ON -P cmake/HostTools.cmake\n")
    elseif(manager STREQUAL "none")
      string(APPEND text "  There is none of the package managers that LinuxBake knows"
        " (apt, dnf, pacman, apk,\n  zypper): please install it in this machine's own way.\n")
    endif()
  endif()
  set(${out} "${text}" PARENT_SCOPE)
  set(${out}_COMMAND "${command}" PARENT_SCOPE)
  set(${out}_REQUIRED "${missing_REQUIRED}" PARENT_SCOPE)
endfunction()

# The text goes out as it is: CMake would fold the lines of an error.
function(_linuxbake_print_host_tools text required)
  message(NOTICE "${text}")
  if(NOT required EQUAL 0)
    message(FATAL_ERROR "LinuxBake cannot be built without what is listed above.")
  endif()
endfunction()

function(linuxbake_check_host_tools)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "GROUPS")
  _linuxbake_host_tools_text(text "${arg_GROUPS}")
  if(NOT text STREQUAL "" AND NOT text_REQUIRED EQUAL 0)
    _linuxbake_print_host_tools("${text}" "${text_REQUIRED}")
  endif()
endfunction()

# What stands before a command that needs root. An error that shows the command where it cannot be.
function(_linuxbake_root_prefix out)
  set(${out} "" PARENT_SCOPE)
  execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(user EQUAL 0)
    return()
  endif()
  find_program(sudo NAMES sudo doas NO_CACHE)
  if(NOT sudo)
    list(JOIN ARGN " " line)
    message(FATAL_ERROR "This needs root, and there is neither sudo nor doas. Run as root:\n\n"
      "    ${line}\n")
  endif()
  # sudo cleans the environment.
  set(${out} "${sudo}" env DEBIAN_FRONTEND=noninteractive PARENT_SCOPE)
endfunction()

function(_linuxbake_install_host_tools command)
  _linuxbake_root_prefix(prefix ${command})
  set(ENV{DEBIAN_FRONTEND} noninteractive)
  list(GET command 0 program)
  set(update FALSE)
  if(program STREQUAL "apt-get")
    file(GLOB lists "/var/lib/apt/lists/*_Packages*")
    if(NOT lists)
      set(update TRUE)
    endif()
  endif()
  if(update)
    execute_process(COMMAND ${prefix} apt-get update COMMAND_ECHO STDOUT)
  endif()
  execute_process(COMMAND ${prefix} ${command} RESULT_VARIABLE result COMMAND_ECHO STDOUT)
  if(NOT result EQUAL 0 AND program STREQUAL "apt-get" AND NOT update)
    # Lists that are older than the archive name packages that are gone.
    execute_process(COMMAND ${prefix} apt-get update COMMAND_ECHO STDOUT)
    execute_process(COMMAND ${prefix} ${command} RESULT_VARIABLE result COMMAND_ECHO STDOUT)
  endif()
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The installation failed (${result}); its messages are above.")
  endif()
endfunction()

function(_linuxbake_host_tools_main)
  if("${GROUPS}" STREQUAL "")
    set(GROUPS "${_linuxbake_all_groups}")
  endif()
  separate_arguments(GROUPS)
  foreach(group IN LISTS GROUPS)
    if(NOT group IN_LIST _linuxbake_all_groups)
      list(JOIN _linuxbake_all_groups ", " known)
      message(FATAL_ERROR "There is no group '${group}' of host tools. There are: ${known}.")
    endif()
  endforeach()
  _linuxbake_host_tools_text(text "${GROUPS}")
  if(INSTALL AND text_COMMAND)
    _linuxbake_install_host_tools("${text_COMMAND}")
    _linuxbake_host_tools_text(text "${GROUPS}")
    if(NOT text STREQUAL "")
      message(NOTICE "The installation succeeded, but something is missing all the same.")
    endif()
  endif()
  if(text STREQUAL "")
    message(STATUS "LinuxBake: everything that is needed is installed")
  else()
    _linuxbake_print_host_tools("${text}" "${text_REQUIRED}")
  endif()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  _linuxbake_host_tools_main()
endif()
