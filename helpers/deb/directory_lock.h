// SPDX-License-Identifier: MIT
// directory_lock.h - one process at a time writes below a directory.
//
// The lock is one of the directory itself (flock(2)), so no file is left in it that would be
// served. The kernel releases it with the process that holds it, also where that is killed.
#pragma once

#include <filesystem>
#include <functional>

#include "common/descriptor.h"
#include "common/result.h"

namespace linuxbake::deb {

// Makes the directory where it is missing, and waits until nobody else has it; says so before by
// `before_waiting`. A file system without such locks is used without one. Errors: the directory
// cannot be made or opened.
[[nodiscard]] Result<Descriptor> lock_directory(const std::filesystem::path& directory,
                                                const std::function<void()>& before_waiting);

}  // namespace linuxbake::deb
