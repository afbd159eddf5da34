// SPDX-License-Identifier: MIT
// debian.h - the packages of a Debian-family host: the last place to look.
//
// Where they come from is read from the host's own entries as they are at first, then with the
// names of newer releases in place of the host's own.
//
// A source package holds upstream's archive as "orig", which has to have the pinned SHA-256. A
// binary package that contains the source is something else: apt's signature stands for it.
#pragma once

#include <string>

#include "fetch/cache.h"

namespace linuxbake::fetch {

// Errors: no room for it.
[[nodiscard]] Finding try_debian(const Job& job);

// Upstream's part of a version: "6.12.117" of "6.12.117-1~deb12u1", without the epoch as well.
[[nodiscard]] std::string upstream_version(const std::string& version);

}  // namespace linuxbake::fetch
