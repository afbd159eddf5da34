// SPDX-License-Identifier: MIT
// disk.h - the image of a whole disk; modules/LinuxBakeDisk.cmake says what is on it.
#pragma once

#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

// `date` is that of what is in the second partition.
[[nodiscard]] Result<void> write_disk(const DiskRecipe& disk, std::uint32_t date,
                                      const Workshop& workshop);

}  // namespace linuxbake::bake::media
