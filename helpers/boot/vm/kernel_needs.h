// SPDX-License-Identifier: MIT
// kernel_needs.h - what the kernel of a VM test has to have, built in or as a module.
#pragma once

#include <string>
#include <vector>

#include "boot/packing/modules.h"
#include "boot/vm/program.h"
#include "common/result.h"

namespace linuxbake::boot {

// The modules that the machine loads, in their order: those that were named, and those of what is
// needed. `has_script`: the kernel starts scripts. `kernel`: the kernel's target, for messages.
// Errors: the lines that its configuration lacks; a module that there is not.
[[nodiscard]] Result<std::vector<Module>> modules_for_kernel(const VmProgram& program,
                                                             bool has_script,
                                                             const std::string& kernel);

}  // namespace linuxbake::boot
