// SPDX-License-Identifier: MIT
// confine.h - a process that can write to some directories only.
//
// By Landlock (Documentation/userspace-api/landlock.rst of the kernel): needs Linux 5.13, but
// neither root nor namespaces. All that the process starts is held to it, too; root as well.
// Reading and running stay free, and /dev/null and its like can be written to.
#pragma once

#include <filesystem>
#include <vector>

#include "common/result.h"

namespace linuxbake::jobs {

// Whether the kernel of this host can do it.
[[nodiscard]] bool can_confine();

// From now on this process can make, change, rename and remove files below these directories only.
[[nodiscard]] Result<void> confine(const std::vector<std::filesystem::path>& writable);

}  // namespace linuxbake::jobs
