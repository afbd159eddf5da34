// SPDX-License-Identifier: MIT
// fat.h - a bootable FAT image; modules/LinuxBakeFat.cmake says what is on it.
#pragma once

#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

[[nodiscard]] Result<void> write_fat(const FatRecipe& fat, const Workshop& workshop);

}  // namespace linuxbake::bake::media
