// SPDX-License-Identifier: MIT
// inputs.h - the files of the host that a test needs, by its command line.
#pragma once

#include <string>
#include <vector>

#include "boot/command/run.h"
#include "boot/command/vm.h"

namespace linuxbake::boot {

// Absolute paths, the program that runs the test first, then the others in order, none twice; what
// belongs to the operating system is not among them (away/bundle.h).
// Errors: one is not there; the test shows a directory of the host, which may change.
[[nodiscard]] Result<std::vector<std::string>> inputs_of(const RunOptions& options);
[[nodiscard]] Result<std::vector<std::string>> inputs_of(const VmOptions& options);

}  // namespace linuxbake::boot
