// SPDX-License-Identifier: MIT
// kept.h - what was built before, as long as there is only the part of the source that configures.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Delivers what the cache or a server has of this configuration. Returns false where nobody has
// built it: then it takes the whole source.
[[nodiscard]] Result<bool> deliver_kept(const Job& job);

}  // namespace linuxbake::bake::kbuild
