// SPDX-License-Identifier: MIT
// diff.h - in what two archives differ.
#pragma once

#include <string>
#include <vector>

#include "cpio/archive.h"

namespace linuxbake::cpio {

struct Difference {
  std::string name;  // of the entry; empty for the archive as a whole
  std::string what;  // "only in the first", "mode", "content", "order" …
  std::string left;  // the values, where there are any that tell something
  std::string right;
};

// Entries are compared by name, with all that the kernel makes of them; then their order and the
// headers' other fields. How the archives are compressed does not count.
[[nodiscard]] std::vector<Difference> diff_archives(const Archive& left, const Archive& right);

// A line a difference: "etc/passwd: mode: 0644, 0600".
[[nodiscard]] std::string diff_text(const std::vector<Difference>& differences);

// A list of {"name", "what", "left", "right"}, ending in a newline.
[[nodiscard]] std::string diff_json(const std::vector<Difference>& differences);

}  // namespace linuxbake::cpio
