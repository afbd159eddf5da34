// SPDX-License-Identifier: MIT
// build.h - musl's build, from its source and the kernel's to a sysroot.
#pragma once

#include "bake/musl/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// Leaves in `destination` the directories "include", with the headers of musl and the kernel, and
// "lib", with the static libraries.
[[nodiscard]] Result<void> build_sysroot(const MuslJob& job, const Path& destination);

}  // namespace linuxbake::bake
