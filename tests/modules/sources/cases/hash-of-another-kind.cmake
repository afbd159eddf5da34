# SPDX-License-Identifier: MIT
linuxbake_declare_source(thing VERSION 1 URL https://example.org/thing-1.tar.gz
  URL_HASH MD5=d41d8cd98f00b204e9800998ecf8427e)
