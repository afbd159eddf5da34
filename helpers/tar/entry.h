// SPDX-License-Identifier: MIT
// entry.h - an entry of a tar archive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cpio/manifest.h"

namespace linuxbake::tar {

struct Entry {
  cpio::Kind kind = cpio::Kind::file;  // link: a hard link; never tree or socket
  std::string name;                    // as written, without slashes at its end
  std::string target;                  // of a symbolic or hard link
  std::uint32_t mode = 0;              // the lower twelve bits
  std::uint32_t uid = 0, gid = 0;
  std::uint32_t major = 0, minor = 0;  // of a device
  std::string_view data;               // of a file, in the archive
  std::vector<std::string> dropped;  // what else it has: extended attributes, access control lists
};

}  // namespace linuxbake::tar
