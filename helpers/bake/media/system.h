// SPDX-License-Identifier: MIT
// system.h - what is looked at before an image of a kernel and an initramfs is written.
#pragma once

#include "bake/host/console.h"
#include "bake/media/recipe.h"
#include "common/result.h"

namespace linuxbake::bake::media {

// Errors: the kernel lacks what the image needs, or cannot start what a command line names.
[[nodiscard]] Result<void> check_system(const System& system, const Console& console);

// Errors: the file is no kernel of the kind that the architecture boots.
[[nodiscard]] Result<void> check_kernel_image(const System& system, const Workshop& workshop);

}  // namespace linuxbake::bake::media
