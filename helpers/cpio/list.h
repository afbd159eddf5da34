// SPDX-License-Identifier: MIT
// list.h - what is in an archive, for people and for programs.
#pragma once

#include <string>

#include "cpio/archive.h"

namespace linuxbake::cpio {

// "file", "directory", "symlink", "character", "block", "fifo", "socket"; "unknown" otherwise.
[[nodiscard]] std::string type_name(const Header& header);

// A line an entry, as of `ls -n`: type and mode, owner, size or device, name, what it leads to.
[[nodiscard]] std::string list_text(const Archive& archive);

// The same as JSON, ending in a newline:
//   {"compressions": ["xz"], "size": bytes unpacked, "entries": [{"name", "type", "mode" (octal, in
//   quotes), "uid", "gid", "size", "mtime", and where it applies "sha256", "target", "device":
//   {"major", "minor"}, "hardlinks": [names]}]}
// A byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string list_json(const Archive& archive);

}  // namespace linuxbake::cpio
