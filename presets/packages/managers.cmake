# SPDX-License-Identifier: MIT
#
# dpkg, apt, gpgv, by which apt verifies signatures, and the tar that dpkg calls; the keys of Debian's
# archive.
include_guard(DIRECTORY)

linuxbake_add_package(packages-gpgv SOURCE gnupg LIBC packages-musl
  PATCHES gnupg-without-npth.patch
  DEPENDS packages-gcrypt packages-assuan packages-ksba packages-zlib packages-bzip2
  NATIVE_DEPENDS packages-gcrypt packages-assuan packages-ksba
  CONFIGURE --disable-nls --disable-doc --disable-gpgsm --disable-scdaemon --disable-dirmngr
    --disable-g13 --disable-tofu --disable-sqlite --disable-gnutls --disable-ntbtls --disable-ldap
    --without-readline ${found_by_scripts}
  MAKE -f "${CMAKE_CURRENT_SOURCE_DIR}/gpgv.mk" gpgv
  INSTALL -f "${CMAKE_CURRENT_SOURCE_DIR}/gpgv.mk" install)
linuxbake_add_package(packages-tar SOURCE tar LIBC packages-musl
  CONFIGURE --disable-nls --disable-acl --without-selinux FORCE_UNSAFE_CONFIGURE=1
  KEEP /usr/bin/tar)
# --host: its packages are those of Debian's architecture amd64, not of the one that Debian calls
# musl-linux-amd64.
linuxbake_add_package(packages-dpkg SOURCE dpkg LIBC packages-musl
  DEPENDS packages-zlib packages-bzip2 packages-xz packages-zstd packages-libmd
  CONFIGURE --host=x86_64-linux-gnu --disable-nls --disable-dselect --disable-devel-docs
    --disable-shared --localstatedir=/var --sysconfdir=/etc --without-libselinux
  KEEP /usr/bin/dpkg /usr/bin/dpkg-deb /usr/bin/dpkg-divert /usr/bin/dpkg-maintscript-helper
    /usr/bin/dpkg-query /usr/bin/dpkg-realpath /usr/bin/dpkg-split /usr/bin/dpkg-statoverride
    /usr/bin/dpkg-trigger /usr/bin/update-alternatives /usr/sbin/start-stop-daemon
    /usr/share/dpkg/*table /usr/share/dpkg/sh)
linuxbake_add_package(packages-apt SOURCE apt LIBC packages-cxx PATCHES apt-without-tls.patch
  BUILD_SYSTEM cmake
  DEPENDS packages-zlib packages-bzip2 packages-xz packages-zstd packages-lz4 packages-xxhash
    packages-gcrypt
  CONFIGURE "-DCMAKE_PROJECT_INCLUDE=${CMAKE_CURRENT_SOURCE_DIR}/apt-one-program.cmake"
    "-DTRIEHASH_EXECUTABLE=${CMAKE_CURRENT_SOURCE_DIR}/apt-keys.sh"
    "-DAPT_ONE_SOURCE=${CMAKE_CURRENT_SOURCE_DIR}/apt-one.cc"
    -DWITH_DOC=OFF -DWITH_TESTS=OFF -DUSE_NLS=OFF "-DGCRYPT_LIBRARIES:STRING=-lgcrypt\\;-lgpg-error"
    -DCURRENT_VENDOR=debian -DCOMMON_ARCH=amd64 -DDPKG_DATADIR=/usr/share/dpkg -DROOT_GROUP=root
    -DCMAKE_INSTALL_SYSCONFDIR=/etc -DCMAKE_INSTALL_LOCALSTATEDIR=/var
    -DCMAKE_INSTALL_LIBEXECDIR=lib -DCMAKE_INSTALL_LIBDIR=lib
  MAKE -f "${CMAKE_CURRENT_SOURCE_DIR}/apt.mk" programs
  INSTALL -f "${CMAKE_CURRENT_SOURCE_DIR}/apt.mk" install)
linuxbake_add_package(packages-keyring SOURCE debian-archive-keyring LIBC packages-musl
  BUILD_SYSTEM make
  MAKE -f "${CMAKE_CURRENT_SOURCE_DIR}/keyring.mk" keyring
  INSTALL -f "${CMAKE_CURRENT_SOURCE_DIR}/keyring.mk" install)
