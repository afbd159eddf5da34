// SPDX-License-Identifier: MIT
// layout.h - from statements to the members of an archive, in their final order.
//
// This is where the rules are: one entry a name, what may replace what, entries below symbolic
// links, missing parents, hard links, and everything that the kernel would pass over in silence.
// The result depends on the set of statements, not on their order (but for override trees).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/result.h"
#include "cpio/manifest.h"

namespace linuxbake::cpio {

// A member is one header of the archive.
struct Member {
  Kind kind = Kind::file;  // never link or tree
  std::string name;
  std::uint32_t mode = 0;  // permissions only
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::uint32_t inode = 0;
  std::uint32_t links = 1;
  std::optional<std::uint32_t> time;  // of the last change; without it, the archive's
  bool carries_data = true;           // of several hard links to a file, only the last one does
  std::uint64_t size = 0;             // of the file or the symbolic link's target
  std::string location;               // where the file's bytes are on the host
  std::string target;                 // of a symbolic link
  std::uint32_t lost_mode = 0;        // see Statement; private_mode too
  std::optional<std::uint32_t> private_mode;
  Origin origin;
};

struct Layout {
  std::vector<Member> members;      // parents before children, otherwise by name
  std::vector<std::string> inputs;  // what was looked at on the host: files, directories
};

// Walks the trees, looks up the files' sizes, applies the rules. Errors: located.
[[nodiscard]] Result<Layout> make_layout(const Manifest& manifest);

// Of several hard links the first one carries the data, not the last: for readers that take the
// others for links without data, as those that make a tar archive of it. The kernel takes both.
void let_first_links_carry_data(Layout& layout);

}  // namespace linuxbake::cpio
