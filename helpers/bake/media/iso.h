// SPDX-License-Identifier: MIT
// iso.h - a bootable ISO image, written by xorriso; modules/LinuxBakeIso.cmake says what is on it.
#pragma once

#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

// `date` is that of the build; of the files on the image it is at least 1980.
[[nodiscard]] Result<void> write_iso(const IsoRecipe& iso, std::uint32_t date,
                                     const Workshop& workshop);

}  // namespace linuxbake::bake::media
