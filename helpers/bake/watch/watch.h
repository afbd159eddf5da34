// SPDX-License-Identifier: MIT
// watch.h - a file that changes where something has changed in what a build reads
// (modules/detail/WatchedInputs.cmake).
#pragma once

#include <filesystem>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake::watch {

struct Watched {
  std::vector<std::filesystem::path> directories;
  std::vector<std::filesystem::path> lists;  // for the kernel's gen_init_cpio, which runs in `tree`
  std::filesystem::path tree;
};

// Writes to `output` a text that stands for all that is in the directories (names, kinds, modes,
// owners, links and contents) and for the contents of the files that the lists name. No path of the
// host stands in it. Where it is the text that is there already, the file stays as it is. A path
// that is something else, or is not there, adds nothing.
//
// <output>.state is what the system said of these files then: as long as it says the same, nothing
// is read. Errors: a directory cannot be searched, a file not be read or written.
[[nodiscard]] Result<void> look_for_changes(const Watched& watched,
                                            const std::filesystem::path& output);

}  // namespace linuxbake::bake::watch
