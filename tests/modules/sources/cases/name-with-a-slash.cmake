# SPDX-License-Identifier: MIT
linuxbake_declare_source(some/thing VERSION 1 URL https://example.org/thing-1.tar.gz
  URL_HASH SHA256=949d166a1263bd0cf0c5aab44eeb57869615099e7c48bf88d0e4adb77379b999)
