// SPDX-License-Identifier: MIT
// inputs.h - all that decides what a package's build gives: the text whose hash is the key of the
// result.
#pragma once

#include <string>
#include <vector>

#include "bake/package/job.h"
#include "bake/source/tree.h"
#include "common/result.h"

namespace linuxbake::bake {

// No path of the host stands in it. Errors: a file cannot be read.
[[nodiscard]] Result<std::string> package_inputs(const Job& job, const Compiler& compiler);

// Words without the paths of the host that are inputs or other packages: their content stands in
// the key, and the same project in another directory has the same results.
[[nodiscard]] std::string without_paths(const std::vector<std::string>& words,
                                        const PackageRecipe& recipe);

}  // namespace linuxbake::bake
