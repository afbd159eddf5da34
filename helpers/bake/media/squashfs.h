// SPDX-License-Identifier: MIT
// squashfs.h - a squashfs image of a cpio archive: bsdtar makes a tar archive of it, tar2sqfs the
// image; see modules/LinuxBakeSquashfs.cmake.
#pragma once

#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

[[nodiscard]] Result<void> write_squashfs(const SquashfsRecipe& squashfs, const Workshop& workshop);

}  // namespace linuxbake::bake::media
