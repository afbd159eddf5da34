// SPDX-License-Identifier: MIT
// symbols.h - <tree>/vmlinux of a kernel that was built, and its scripts for gdb if they are
// configured. The kernel itself may have come from the cache; then the tree holds only its
// configuration yet.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Errors: the kernel has no debug information; then it was shown how it gets some.
[[nodiscard]] Result<void> check_debug_information(const KbuildRecipe& recipe,
                                                   const Console& console);

// Errors: what comes out is another kernel than the one that was built.
[[nodiscard]] Result<void> make_symbols(const Job& job);

}  // namespace linuxbake::bake::kbuild
