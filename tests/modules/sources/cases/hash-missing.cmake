# SPDX-License-Identifier: MIT
linuxbake_declare_source(thing VERSION 1 URL https://example.org/thing-1.tar.gz)
