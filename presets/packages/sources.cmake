# SPDX-License-Identifier: MIT
#
# dpkg, apt, gpgv, and the libraries that they are made of: Debian's source packages. The hashes are
# those of its list, the licences what COPYING or LICENSE in them says.
include_guard(GLOBAL)

linuxbake_declare_source(apt VERSION 2.6.1
  ARCHIVE_NAME apt_2.6.1.tar.xz
  URL_HASH SHA256=86b888c901fa2e78f1bf52a2aaa2f400ff82a472b94ff0ac6631939ee68fa6fd
  DEBIAN_SOURCE apt LICENSE GPL-2.0-or-later)
linuxbake_declare_source(dpkg VERSION 1.21.23
  ARCHIVE_NAME dpkg_1.21.23.tar.xz
  URL_HASH SHA256=fb14678feb1129380c6ca1d0facffa56db16db0c4f497b902e703a6f369291c1
  DEBIAN_SOURCE dpkg LICENSE GPL-2.0-or-later)
linuxbake_declare_source(gnupg VERSION 2.2.40
  URL https://www.gnupg.org/ftp/gcrypt/gnupg/gnupg-2.2.40.tar.bz2
  URL_HASH SHA256=1164b29a75e8ab93ea15033300149e1872a7ef6bdda3d7c78229a735f8204c28
  DEBIAN_SOURCE gnupg2 LICENSE GPL-3.0-or-later)
linuxbake_declare_source(libgpg-error VERSION 1.51
  URL https://www.gnupg.org/ftp/gcrypt/libgpg-error/libgpg-error-1.51.tar.bz2
  URL_HASH SHA256=be0f1b2db6b93eed55369cdf79f19f72750c8c7c39fc20b577e724545427e6b2
  DEBIAN_SOURCE libgpg-error LICENSE LGPL-2.1-or-later)
linuxbake_declare_source(libgcrypt VERSION 1.11.0
  URL https://www.gnupg.org/ftp/gcrypt/libgcrypt/libgcrypt-1.11.0.tar.bz2
  URL_HASH SHA256=09120c9867ce7f2081d6aaa1775386b98c2f2f246135761aae47d81f58685b9c
  DEBIAN_SOURCE libgcrypt20 LICENSE LGPL-2.1-or-later)
linuxbake_declare_source(libassuan VERSION 2.5.5
  URL https://www.gnupg.org/ftp/gcrypt/libassuan/libassuan-2.5.5.tar.bz2
  URL_HASH SHA256=8e8c2fcc982f9ca67dcbb1d95e2dc746b1739a4668bc20b3a3c5be632edb34e4
  DEBIAN_SOURCE libassuan LICENSE LGPL-2.1-or-later)
linuxbake_declare_source(libksba VERSION 1.6.7
  URL https://www.gnupg.org/ftp/gcrypt/libksba/libksba-1.6.7.tar.bz2
  URL_HASH SHA256=cf72510b8ebb4eb6693eef765749d83677a03c79291a311040a5bfd79baab763
  DEBIAN_SOURCE libksba LICENSE "LGPL-3.0-or-later OR GPL-2.0-or-later")
linuxbake_declare_source(libmd VERSION 1.1.0
  URL https://archive.hadrons.org/software/libmd/libmd-1.1.0.tar.xz
  URL_HASH SHA256=1bd6aa42275313af3141c7cf2e5b964e8b1fd488025caf2f971f43b00776b332
  DEBIAN_SOURCE libmd LICENSE "BSD-3-Clause AND BSD-2-Clause AND ISC AND Beerware")
linuxbake_declare_source(tar VERSION 1.35
  ARCHIVE_NAME tar_1.35+dfsg.orig.tar.xz
  URL_HASH SHA256=9ae57e981c1e73c0eebc2b26c9b0c4497fe310ef1d516ea430efb5470b71f7a8
  DEBIAN_SOURCE tar LICENSE GPL-3.0-or-later)
linuxbake_declare_source(bzip2 VERSION 1.0.8
  URL https://sourceware.org/pub/bzip2/bzip2-1.0.8.tar.gz
  URL_HASH SHA256=ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269
  DEBIAN_SOURCE bzip2 LICENSE bzip2-1.0.6)
linuxbake_declare_source(lz4 VERSION 1.10.0
  URL https://github.com/lz4/lz4/archive/refs/tags/v1.10.0.tar.gz
  URL_HASH SHA256=537512904744b35e232912055ccf8ec66d768639ff3abe5788d90d792ec5f48b
  DEBIAN_SOURCE lz4 LICENSE "BSD-2-Clause AND GPL-2.0-or-later")
linuxbake_declare_source(xxhash VERSION 0.8.3
  URL https://github.com/Cyan4973/xxHash/archive/refs/tags/v0.8.3.tar.gz
  URL_HASH SHA256=aae608dfe8213dfd05d909a57718ef82f30722c392344583d3f39050c7f29a80
  DEBIAN_SOURCE xxhash LICENSE "BSD-2-Clause AND GPL-2.0-or-later")
linuxbake_declare_source(zlib VERSION 1.2.13
  URL_HASH SHA256=71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1
  ARCHIVE_NAME zlib_1.2.13.dfsg.orig.tar.bz2 DEBIAN_SOURCE zlib LICENSE Zlib)
linuxbake_declare_source(xz VERSION 5.4.1
  URL_HASH SHA256=5d9827aa1875b21c288f78864bb26d2650b436ea8d2cad364e4921eb6266a5a5
  ARCHIVE_NAME xz-utils_5.4.1.orig.tar.xz DEBIAN_SOURCE xz-utils
  LICENSE "LicenseRef-public-domain AND GPL-2.0-or-later")
linuxbake_declare_source(zstd VERSION 1.5.4
  URL_HASH SHA256=8cf4bbb65e77ec348d052c8d6230eba66d435bddf64c8b5be2fcb16880c19953
  ARCHIVE_NAME libzstd_1.5.4+dfsg2.orig.tar.xz DEBIAN_SOURCE libzstd
  LICENSE "BSD-3-Clause OR GPL-2.0-only")
linuxbake_declare_source(debian-archive-keyring VERSION 2023.3
  ARCHIVE_NAME debian-archive-keyring_2023.3+deb12u2.tar.xz
  URL_HASH SHA256=3a34aaa3d753246f65191f5c1f675680a525512611eaffc96092d452dc812ddc
  DEBIAN_SOURCE debian-archive-keyring LICENSE LicenseRef-public-domain)
