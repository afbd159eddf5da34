// SPDX-License-Identifier: MIT
// check.h - whether a file is a recipe, of whatever kind.
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::bake {

// Errors: no JSON, no kind that is known, or a field that is missing, unknown, or of another type.
// They name `file`, the field, and what it has to be.
[[nodiscard]] Result<void> check_recipe(std::string_view text, const std::string& file);

}  // namespace linuxbake::bake
