// SPDX-License-Identifier: MIT
// build.h - the step build: what was stored for this configuration and these inputs, or make. It
// looks at .config itself, so that it also builds what the step menuconfig left there.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Returns false where nobody has built this, and it cannot be built as it stands: there is only the
// part of the source that configures (Source::is_part), or the configuration is another machine's.
[[nodiscard]] Result<bool> build(const Job& job);

}  // namespace linuxbake::bake::kbuild
