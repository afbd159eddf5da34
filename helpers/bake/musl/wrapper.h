// SPDX-License-Identifier: MIT
// wrapper.h - the compiler command that takes headers and libraries from musl's sysroot only, and
// links statically.
#pragma once

#include "bake/host/template.h"
#include "bake/musl/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// In the sysroot, the file with the specs, which have paths of this build.
inline constexpr const char* specs_name = "linuxbake-gcc.specs";

// Writes the command and its specs.
[[nodiscard]] Result<void> write_wrapper(const MuslJob& job);

// What stands in the specs of what gcc adds: its libgcc, and what calls constructors of old kinds
// and registers unwind tables. Not where there is a libgcc of ours.
[[nodiscard]] Values values_of_specs(const MuslJob& job);

}  // namespace linuxbake::bake
