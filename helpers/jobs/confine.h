// SPDX-License-Identifier: MIT
// confine.h - a process that can write to some directories only.
//
// Reading and running stay free, and /dev/null and its like can be written to. All that the process
// starts is held to it, too; root as well. By two means, both where both are there:
//
//   Landlock (Documentation/userspace-api/landlock.rst of the kernel; Linux 5.13, needs neither
//   root nor namespaces): outside no file can be made, written, renamed or removed, nor truncated
//   from Linux 6.2 on. Modes, owners, times and extended attributes it does not know.
//
//   Mounts that are read-only (read_only.h): those four neither.
//
// Neither keeps it from talking to other processes, which may write what they like.
#pragma once

#include <filesystem>
#include <vector>

#include "common/result.h"

namespace linuxbake::jobs {

enum class Held {
  files,          // that there are, their names and their content
  attributes_too  // and their modes, owners, times and extended attributes
};

// Whether this host can do it for this user.
[[nodiscard]] bool can_confine(Held held);

// From now on this process can change what is below these directories only.
[[nodiscard]] Result<void> confine(const std::vector<std::filesystem::path>& writable);

}  // namespace linuxbake::jobs
