// SPDX-License-Identifier: MIT
// source_copy.h - a source that builds only where it lies (Toybox) is built in a copy, in the tree.
// The one in the cache is everybody's, and the user's own stays untouched.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// The tree whose Kconfig files are read: the source, or the copy, which is made if it is not there.
[[nodiscard]] Result<Path> kconfig_tree(const Job& job);

// Makes the copy anew, but for .config: a source of the user's own may have changed. What another
// build has left there is not taken along.
[[nodiscard]] Result<void> renew_source_copy(const Job& job);

}  // namespace linuxbake::bake::kbuild
