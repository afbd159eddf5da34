# SPDX-License-Identifier: MIT
#
# Sources of other people, which tests compile and run: Debian 12's source packages. The hashes are
# those of its list, the licences what COPYING or LICENSE in them says.
include_guard(GLOBAL)

linuxbake_declare_source(cmake VERSION 3.25.1
  URL_HASH SHA256=1c511d09516af493694ed9baf13c55947a36389674d657a2d5e0ccedc6b291d8
  ARCHIVE_NAME cmake_3.25.1.orig.tar.gz DEBIAN_SOURCE cmake LICENSE BSD-3-Clause)
linuxbake_declare_source(curl VERSION 7.88.1
  URL_HASH SHA256=cdb38b72e36bc5d33d5b8810f8018ece1baa29a8f215b4495e495ded82bbf3c7
  ARCHIVE_NAME curl_7.88.1.orig.tar.gz DEBIAN_SOURCE curl LICENSE curl)
linuxbake_declare_source(expat VERSION 2.5.0
  URL_HASH SHA256=ab00ee05c7067fd10a35c5d2a4922ebba746ddd50ff83b79c828da17bbdf1757
  ARCHIVE_NAME expat_2.5.0.orig.tar.gz DEBIAN_SOURCE expat LICENSE MIT)
linuxbake_declare_source(fmt VERSION 9.1.0
  URL_HASH SHA256=84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583
  ARCHIVE_NAME fmtlib_9.1.0+ds1.orig.tar.gz DEBIAN_SOURCE fmtlib LICENSE MIT)
linuxbake_declare_source(htop VERSION 3.2.2
  URL_HASH SHA256=3829c742a835a0426db41bb039d1b976420c21ec65e93b35cd9bfd2d57f44ac8
  ARCHIVE_NAME htop_3.2.2.orig.tar.gz DEBIAN_SOURCE htop LICENSE GPL-2.0-or-later)
linuxbake_declare_source(libspng VERSION 0.7.3
  URL_HASH SHA256=a50cadbe808ffda1a7fab17d145f52a23b163f34b3eb3696c7ecb5a52340fc1d
  ARCHIVE_NAME libspng_0.7.3.orig.tar.gz DEBIAN_SOURCE libspng LICENSE BSD-2-Clause)
linuxbake_declare_source(libuv VERSION 1.44.2
  URL_HASH SHA256=d79b4b06ef04be85fb890bf39d55942cc64c2e15fd14eaa32dae5dce94485484
  ARCHIVE_NAME libuv1_1.44.2.orig.tar.gz DEBIAN_SOURCE libuv1 LICENSE MIT)
linuxbake_declare_source(libzip VERSION 1.7.3
  URL_HASH SHA256=a60473ffdb7b4260c08bfa19c2ccea0438edac11193c3afbbb1f17fbcf6c6132
  ARCHIVE_NAME libzip_1.7.3.orig.tar.xz DEBIAN_SOURCE libzip LICENSE BSD-3-Clause)
linuxbake_declare_source(lua VERSION 5.4.4
  URL_HASH SHA256=164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61
  ARCHIVE_NAME lua5.4_5.4.4.orig.tar.gz DEBIAN_SOURCE lua5.4 LICENSE MIT)
linuxbake_declare_source(mbedtls VERSION 2.28.3
  URL_HASH SHA256=3b4953aa55a681e084d31892d9904cc5328d6b4958ea57b90ae4b4f94ae69a8d
  ARCHIVE_NAME mbedtls_2.28.3.orig.tar.gz DEBIAN_SOURCE mbedtls LICENSE Apache-2.0)
linuxbake_declare_source(nano VERSION 7.2
  URL_HASH SHA256=86f3442768bd2873cec693f83cdf80b4b444ad3cc14760b74361474fc87a4526
  ARCHIVE_NAME nano_7.2.orig.tar.xz DEBIAN_SOURCE nano LICENSE GPL-3.0-or-later)
linuxbake_declare_source(ncurses VERSION 6.4
  URL_HASH SHA256=6931283d9ac87c5073f30b6290c4c75f21632bb4fc3603ac8100812bed248159
  ARCHIVE_NAME ncurses_6.4.orig.tar.gz DEBIAN_SOURCE ncurses LICENSE X11-distribute-modifications-variant)
linuxbake_declare_source(sqlite VERSION 3.40.1
  URL_HASH SHA256=aaa776260ab4dc976db34aa7891819484c8676b5b2783123ebc6301e2ca5d655
  ARCHIVE_NAME sqlite3_3.40.1.orig.tar.xz DEBIAN_SOURCE sqlite3 LICENSE blessing)
linuxbake_declare_source(xz VERSION 5.4.1
  URL_HASH SHA256=5d9827aa1875b21c288f78864bb26d2650b436ea8d2cad364e4921eb6266a5a5
  ARCHIVE_NAME xz-utils_5.4.1.orig.tar.xz DEBIAN_SOURCE xz-utils
  LICENSE "LicenseRef-public-domain AND GPL-2.0-or-later")
linuxbake_declare_source(zlib VERSION 1.2.13
  URL_HASH SHA256=71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1
  ARCHIVE_NAME zlib_1.2.13.dfsg.orig.tar.bz2 DEBIAN_SOURCE zlib LICENSE Zlib)
linuxbake_declare_source(zstd VERSION 1.5.4
  URL_HASH SHA256=8cf4bbb65e77ec348d052c8d6230eba66d435bddf64c8b5be2fcb16880c19953
  ARCHIVE_NAME libzstd_1.5.4+dfsg2.orig.tar.xz DEBIAN_SOURCE libzstd
  LICENSE "BSD-3-Clause OR GPL-2.0-only")
