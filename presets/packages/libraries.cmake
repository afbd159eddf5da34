# SPDX-License-Identifier: MIT
#
# The libraries that dpkg, apt and gpgv are linked with: compressors, hashes, cryptography.
include_guard(DIRECTORY)

linuxbake_add_package(packages-zlib SOURCE zlib LIBC packages-musl
  BUILD_SYSTEM configure CONFIGURE --static --prefix=/usr)
linuxbake_add_package(packages-bzip2 SOURCE bzip2 LIBC packages-musl BUILD_SYSTEM make
  MAKE libbz2.a INSTALL install "PREFIX=@DESTDIR@/usr" KEEP /usr/include /usr/lib)
linuxbake_add_package(packages-xz SOURCE xz LIBC packages-musl
  CONFIGURE --disable-shared --disable-nls --disable-doc --disable-scripts --disable-xz
    --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-lzma-links)
linuxbake_add_package(packages-zstd SOURCE zstd LIBC packages-musl BUILD_SYSTEM make
  MAKE -C lib libzstd.a INSTALL -C lib PREFIX=/usr install-static install-includes)
linuxbake_add_package(packages-lz4 SOURCE lz4 LIBC packages-musl BUILD_SYSTEM make
  MAKE -C lib liblz4.a BUILD_SHARED=no INSTALL -C lib install PREFIX=/usr BUILD_SHARED=no)
linuxbake_add_package(packages-xxhash SOURCE xxhash LIBC packages-musl BUILD_SYSTEM make
  MAKE libxxhash.a INSTALL install_libxxhash.a install_libxxhash.includes PREFIX=/usr)
linuxbake_add_package(packages-libmd SOURCE libmd LIBC packages-musl CONFIGURE --disable-shared)

# Each is found by the script that the one before it installs, which says how to link with it; not by
# gpgrt-config, which another one of the host would answer as well.
set(found_by_scripts ac_cv_path_GPGRT_CONFIG=no)
linuxbake_add_package(packages-gpg-error SOURCE libgpg-error LIBC packages-musl
  CONFIGURE --disable-shared --enable-static --disable-nls --disable-doc --disable-tests
    --disable-languages --enable-install-gpg-error-config)
linuxbake_add_package(packages-gcrypt SOURCE libgcrypt LIBC packages-musl
  DEPENDS packages-gpg-error NATIVE_DEPENDS packages-gpg-error
  CONFIGURE --disable-shared --enable-static --disable-doc ${found_by_scripts})
linuxbake_add_package(packages-assuan SOURCE libassuan LIBC packages-musl
  DEPENDS packages-gpg-error NATIVE_DEPENDS packages-gpg-error
  CONFIGURE --disable-shared --enable-static --disable-doc ${found_by_scripts})
linuxbake_add_package(packages-ksba SOURCE libksba LIBC packages-musl
  DEPENDS packages-gpg-error NATIVE_DEPENDS packages-gpg-error
  CONFIGURE --disable-shared --enable-static --disable-doc ${found_by_scripts})
