# SPDX-License-Identifier: MIT
#
# The pins: data, with the place where each hash was read. Included at the first look-up of a
# source. The first version of a name is the default. Debian's "orig" archives of BusyBox, musl and
# dropbear are upstream's byte for byte, so one hash serves for both. Each LICENSE is what the files of
# that name in the source say.
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

# linux: Buildroot's linux.hash, which cites kernel.org's sha256sums.asc. Debian has packages of the
# sources of 6.12 in its releases 12 and 13, and none of 6.18 and 7.1.
linuxbake_declare_source(linux VERSION 6.12.104
  URL https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.12.104.tar.xz
      https://www.kernel.org/pub/linux/kernel/v6.x/linux-6.12.104.tar.xz
  URL_HASH SHA256=949d166a1263bd0cf0c5aab44eeb57869615099e7c48bf88d0e4adb77379b999
  DEBIAN_PACKAGE linux-source-6.12 DEBIAN_PATH usr/src/linux-source-6.12.tar.xz
  LICENSE "GPL-2.0-only WITH Linux-syscall-note")
linuxbake_declare_source(linux VERSION 6.18.45
  URL https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.18.45.tar.xz
      https://www.kernel.org/pub/linux/kernel/v6.x/linux-6.18.45.tar.xz
  URL_HASH SHA256=30fa4a56579ca614ac125a12614f7f6466f87ab1278aef7b951dd74156deab33
  LICENSE "GPL-2.0-only WITH Linux-syscall-note")
linuxbake_declare_source(linux VERSION 7.1.9
  URL https://cdn.kernel.org/pub/linux/kernel/v7.x/linux-7.1.9.tar.xz
      https://www.kernel.org/pub/linux/kernel/v7.x/linux-7.1.9.tar.xz
  URL_HASH SHA256=3271a4ae3897b38352980f2b0975bae61bca81c644d186221c5ae928bcc072b0
  LICENSE "GPL-2.0-only WITH Linux-syscall-note")

# busybox 1.37.0: computed from Debian's orig archive, equal to upstream's. 1.38.0: likewise; it
# equals the hash that upstream publishes.
linuxbake_declare_source(busybox VERSION 1.37.0
  URL https://busybox.net/downloads/busybox-1.37.0.tar.bz2
      https://www.busybox.net/downloads/busybox-1.37.0.tar.bz2
  URL_HASH SHA256=3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4
  DEBIAN_SOURCE busybox
  LICENSE "GPL-2.0-only")
linuxbake_declare_source(busybox VERSION 1.38.0
  URL https://busybox.net/downloads/busybox-1.38.0.tar.bz2
      https://www.busybox.net/downloads/busybox-1.38.0.tar.bz2
  URL_HASH SHA256=34f9ea6ff8636f2c9241153b9114eefa9e65674a45318ae1ef95bb5f31c53bb2
  DEBIAN_SOURCE busybox
  LICENSE "GPL-2.0-only")

# musl 1.2.5: computed from Debian's orig archive, equal to upstream's. 1.2.6: likewise; it equals
# the hash that upstream publishes.
linuxbake_declare_source(musl VERSION 1.2.5
  URL https://musl.libc.org/releases/musl-1.2.5.tar.gz
      https://www.musl-libc.org/releases/musl-1.2.5.tar.gz
  URL_HASH SHA256=a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4
  DEBIAN_SOURCE musl
  LICENSE "MIT")
linuxbake_declare_source(musl VERSION 1.2.6
  URL https://musl.libc.org/releases/musl-1.2.6.tar.gz
      https://www.musl-libc.org/releases/musl-1.2.6.tar.gz
  URL_HASH SHA256=d585fd3b613c66151fc3249e8ed44f77020cb5e6c1e635a616d3f9f82460512a
  DEBIAN_SOURCE musl
  LICENSE "MIT")

# dropbear: computed from Debian's orig archive; it equals the hash that upstream publishes.
linuxbake_declare_source(dropbear VERSION 2025.89
  URL https://matt.ucc.asn.au/dropbear/releases/dropbear-2025.89.tar.bz2
      https://dropbear.nl/mirror/releases/dropbear-2025.89.tar.bz2
  URL_HASH SHA256=0d1f7ca711cfc336dc8a85e672cab9cfd8223a02fe2da0a4a7aeb58c9e113634
  DEBIAN_SOURCE dropbear
  LICENSE "MIT AND BSD-2-Clause AND LicenseRef-public-domain")

# e2fsprogs: computed from Debian's orig archive; not compared with upstream's list.
linuxbake_declare_source(e2fsprogs VERSION 1.47.4
  URL https://www.kernel.org/pub/linux/kernel/people/tytso/e2fsprogs/v1.47.4/e2fsprogs-1.47.4.tar.gz
  URL_HASH SHA256=2cec05f39c20ee621f14926195664e66e6017190ac8e4bbdb16d86082e43c5da
  DEBIAN_SOURCE e2fsprogs
  LICENSE "GPL-2.0-only AND LGPL-2.0-only AND BSD-3-Clause AND MIT")

# util-linux: computed from Debian's orig archive, which is upstream's; not compared with upstream's
# list.
linuxbake_declare_source(util-linux VERSION 2.38.1
  URL https://www.kernel.org/pub/linux/utils/util-linux/v2.38/util-linux-2.38.1.tar.xz
  URL_HASH SHA256=60492a19b44e6cf9a3ddff68325b333b8b52b6c59ce3ebd6a0ecaa4c5117e84f
  DEBIAN_SOURCE util-linux
  LICENSE "GPL-2.0-or-later AND LGPL-2.1-or-later AND BSD-3-Clause AND BSD-4-Clause-UC")

# toybox and tcc: computed from Debian's orig archives, which Debian has repacked: only Debian
# has these bytes.
linuxbake_declare_source(toybox VERSION 0.8.9
  ARCHIVE_NAME toybox_0.8.9+dfsg.orig.tar.xz
  URL_HASH SHA256=16fb5967531e88ca33b8c9142376987617ebe52e34e2b3f3a779603674b7d07c
  DEBIAN_SOURCE toybox
  LICENSE "0BSD")
linuxbake_declare_source(tcc VERSION 0.9.27+git20200814
  ARCHIVE_NAME tcc_0.9.27+git20200814.62c30a4a.orig.tar.bz2
  URL_HASH SHA256=d63c113bcdd657f51c8ee197a0b0a24203603313e19a52b5f678d40ab7f5df35
  DEBIAN_SOURCE tcc
  LICENSE "LGPL-2.1-or-later")

# make: computed from Debian's orig archive, which lacks the manual: only Debian has these bytes.
linuxbake_declare_source(make VERSION 4.4.1
  ARCHIVE_NAME make-dfsg_4.4.1.orig.tar.xz
  URL_HASH SHA256=3b16b00ea1079af9f8096bbc71ff7cc00c249fc6a862003da3c42308a0adb0fe
  DEBIAN_SOURCE make-dfsg
  LICENSE "GPL-3.0-or-later")

# llvm: the size and hash that Debian's signed list of sources gives. The archive is Debian's, which
# has put the projects of one release together.
linuxbake_declare_source(llvm VERSION 19.1.7
  ARCHIVE_NAME llvm-toolchain-19_19.1.7.orig.tar.xz
  URL_HASH SHA256=ae498f3bc58ae2d9f64ef5f0c035c4240152bf015a5b7738b15c22e93bdc97ce
  DEBIAN_SOURCE llvm-toolchain-19
  LICENSE "Apache-2.0 WITH LLVM-exception")

# What the preset containers is made of: the hashes that Debian's signed list of sources gives.
linuxbake_declare_source(crun VERSION 1.8.1
  ARCHIVE_NAME crun_1.8.1.orig.tar.xz
  URL_HASH SHA256=01b68269d94e5fe11106a9b14c2f144be03b16ec798951f4efa6aa16ba9da29a
  DEBIAN_SOURCE crun
  LICENSE "GPL-2.0-or-later AND LGPL-2.1-or-later")
linuxbake_declare_source(iptables VERSION 1.8.9
  ARCHIVE_NAME iptables_1.8.9.orig.tar.xz
  URL_HASH SHA256=ef6639a43be8325a4f8ea68123ffac236cb696e8c78501b64e8106afb008c87f
  DEBIAN_SOURCE iptables
  LICENSE "GPL-2.0-or-later")
linuxbake_declare_source(libcap VERSION 2.66
  ARCHIVE_NAME libcap2_2.66.orig.tar.xz
  URL_HASH SHA256=15c40ededb3003d70a283fe587a36b7d19c8b3b554e33f86129c059a4bb466b2
  DEBIAN_SOURCE libcap2
  LICENSE "BSD-3-Clause OR GPL-2.0-only")
linuxbake_declare_source(libseccomp VERSION 2.5.4
  ARCHIVE_NAME libseccomp_2.5.4.orig.tar.gz
  URL_HASH SHA256=d82902400405cf0068574ef3dc1fe5f5926207543ba1ae6f8e7a1576351dcbdb
  DEBIAN_SOURCE libseccomp
  LICENSE "LGPL-2.1-only")
linuxbake_declare_source(yajl VERSION 2.1.0
  ARCHIVE_NAME yajl_2.1.0.orig.tar.gz
  URL_HASH SHA256=3fb73364a5a30efe615046d07e6db9d09fd2b41c763c5f7d3bfb121cd5c5ac5a
  DEBIAN_SOURCE yajl
  LICENSE "ISC")
