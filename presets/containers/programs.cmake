# SPDX-License-Identifier: MIT
#
# crun with what it is made of, and iptables: all of it static.
linuxbake_add_package(containers-yajl SOURCE yajl LIBC containers-musl BUILD_SYSTEM cmake
  PATCHES yajl-static.patch
  CONFIGURE -DCMAKE_POLICY_VERSION_MINIMUM=3.5 # it asks for CMake 2.6
  MAKE yajl yajl_s INSTALL -C src install)
linuxbake_add_package(containers-libcap SOURCE libcap LIBC containers-musl BUILD_SYSTEM make
  MAKE -C libcap SHARED=no PTHREADS=no USE_GPERF=no prefix=/usr lib=lib
  INSTALL -C libcap install SHARED=no PTHREADS=no USE_GPERF=no prefix=/usr lib=lib)
# What gperf would make is in the archive.
linuxbake_add_package(containers-libseccomp SOURCE libseccomp LIBC containers-musl
  CONFIGURE --disable-shared --disable-python GPERF=false)
linuxbake_add_package(containers-argp SOURCE argp SOURCE_DIR argp LIBC containers-musl
  BUILD_SYSTEM cmake)
linuxbake_add_package(containers-crun SOURCE crun LIBC containers-musl
  DEPENDS containers-argp containers-yajl containers-libcap containers-libseccomp
  CONFIGURE --disable-shared --disable-systemd --disable-criu --disable-dl
  KEEP /usr/bin/crun)
linuxbake_add_package(containers-iptables SOURCE iptables LIBC containers-musl
  CONFIGURE --disable-shared --enable-static --disable-nftables --disable-devel
  KEEP /usr/sbin)
linuxbake_add_package(containers-e2fsprogs SOURCE e2fsprogs LIBC containers-musl
  CONFIGURE --disable-nls --disable-rpath --disable-debugfs --disable-imager --disable-resizer
    --disable-defrag --disable-tdb --disable-uuidd --disable-fuse2fs --disable-e2initrd-helper
    --enable-symlink-install
  KEEP /usr/sbin/e2fsck /usr/sbin/fsck.ext4)
