// SPDX-License-Identifier: MIT
// confirm.h - what make says of the configuration, before something is compiled.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Kbuild's own olddefconfig has to leave the configuration as it is. Where it does not, its result
// holds, and the difference is told. Returns whether the configuration is another one now.
[[nodiscard]] Result<bool> confirm_configuration(const Job& job);

// Every option that was asked for is in <tree>/.config; else it was shown which is not.
[[nodiscard]] Result<void> check_options(const Job& job);

}  // namespace linuxbake::bake::kbuild
