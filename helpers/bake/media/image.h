// SPDX-License-Identifier: MIT
// image.h - writes an image as its recipe says.
#pragma once

#include "bake/host/console.h"
#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

// The target that the image is.
[[nodiscard]] const std::string& target_of(const ImageRecipe& recipe);

// Errors: messages as complaint() makes them, which say who, what, and the way out. The image of an
// earlier build stays as it was then.
[[nodiscard]] Result<void> write_image(const ImageRecipe& recipe, const Console& console);

}  // namespace linuxbake::bake::media
