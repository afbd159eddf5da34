// SPDX-License-Identifier: MIT
// modules.h - the modules of a kernel: a result of their own in the cache, beside the kernel's.
// Whether somebody wants them does not change the kernel.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Errors: the configuration has no modules, or signs them.
[[nodiscard]] Result<void> check_modules_configuration(const Job& job);

// Builds them, or takes them from the cache. Afterwards the recipe's `modules` is what stands in
// /lib/modules/<release>, and in the target's directory modules.manifest has the line for
// linuxbake-cpio that says so, modules.sums each file's hash. The kernel was built before, or taken
// from the cache.
[[nodiscard]] Result<void> build_modules(const Job& job);

}  // namespace linuxbake::bake::kbuild
