// SPDX-License-Identifier: MIT
// vm_end.h - what `linuxbake-boot vm` says and returns at the end of a run.
#pragma once

#include <filesystem>
#include <optional>

#include "boot/run/report.h"
#include "boot/vm/end.h"

namespace linuxbake::boot {

// Of the log in the directory of a run.
[[nodiscard]] std::optional<VmEnd> end_of(const Report& report,
                                          const std::filesystem::path& directory);

// Whether there is nothing to say but what our own end says.
[[nodiscard]] bool ended_by_itself(const Report& report, const std::filesystem::path& directory);

// Standard output and error are the program's; what we have to say goes to standard error.
void print_end(const Report& report, const std::filesystem::path& directory, bool is_silent);

// The program's own where it has come to an end, a signal as a shell says it.
[[nodiscard]] int vm_exit_code(const Report& report, const std::filesystem::path& directory);

}  // namespace linuxbake::boot
