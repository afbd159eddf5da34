// SPDX-License-Identifier: MIT
// build.h - a package's build, from its source to what is kept of the files that it installs.
#pragma once

#include <string>

#include "bake/package/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// Configured only if it is not the same that is there already: a failed build, or an edited source
// of the user's own, goes on from where it was.
[[nodiscard]] Result<void> build_from_source(const Job& job, const std::string& inputs,
                                             const Path& destination);

}  // namespace linuxbake::bake
