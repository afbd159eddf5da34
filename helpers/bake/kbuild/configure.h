// SPDX-License-Identifier: MIT
// configure.h - how <tree>/.config comes about. The code is no part of a result's key: the
// configuration itself is.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// linuxbake-kconfig resolves base and fragments; or the tree's own make targets do it, as slowly as
// they do. Nothing happens where the inputs are those of the last time. Errors: an option that does
// not take; then it was shown why.
[[nodiscard]] Result<void> configure(const Job& job);

// For a tree of the user's own, in a build: its Kconfig files may have changed since the step
// configure.
[[nodiscard]] Result<void> renew_configuration(const Job& job);

}  // namespace linuxbake::bake::kbuild
