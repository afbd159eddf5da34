// SPDX-License-Identifier: MIT
// lock.h - waiting for a lock, with lines that say so.
#pragma once

#include <filesystem>
#include <string_view>

#include "common/file_lock.h"
#include "fetch/console.h"

namespace linuxbake::fetch {

// Waits as long as another process holds it, and says so: `what` is what that one does, "fetches
// it". Errors: the file cannot be made.
[[nodiscard]] Result<FileLock> lock_or_wait(const std::filesystem::path& file,
                                            std::string_view what, Console& console);

}  // namespace linuxbake::fetch
