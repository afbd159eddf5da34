// SPDX-License-Identifier: MIT
// lock_file.h - a file that one process holds at a time, by flock(2).
//
// Who holds it may remove it. That makes a second file of the same name possible, which another
// process can lock: so a lock counts only if its file still has its name.
#pragma once

#include <filesystem>

#include "common/descriptor.h"

namespace linuxbake::boot {

// Held as long as what it returns lives; not open if another process holds it, or if the file can
// neither be opened nor made.
[[nodiscard]] Descriptor try_lock_file(const std::filesystem::path& file);

}  // namespace linuxbake::boot
