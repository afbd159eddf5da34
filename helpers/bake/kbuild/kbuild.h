// SPDX-License-Identifier: MIT
// kbuild.h - the steps of linuxbake_add_kernel(), linuxbake_add_busybox() and
// linuxbake_add_toybox():
//
//   configure     afterwards <tree>/.config is final
//   build         what was stored for this configuration and these inputs, or make
//   menuconfig, savefragment, explain, lint
//                 what the targets of these names do
//   symbols       vmlinux, for linuxbake_add_debug()
//
// A kernel with MODULES also has its modules afterwards.
#pragma once

#include <string>
#include <vector>

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

[[nodiscard]] std::vector<std::string> names_of_steps();

// Errors: that of the step, or there is none of this name.
[[nodiscard]] Result<void> run_kbuild_step(const KbuildRecipe& recipe, const std::string& name,
                                           const Console& console);

}  // namespace linuxbake::bake::kbuild
