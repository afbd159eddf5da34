// SPDX-License-Identifier: MIT
// sysroot.h - what programs in C++ are compiled with: a sysroot, clang's directory, and the
// compiler commands that use both.
#pragma once

#include "bake/cxx/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// Makes both directories anew, of the libc and the runtime; without the latter to build it with.
[[nodiscard]] Result<void> write_sysroot(const CxxJob& job, bool with_runtime);

// Writes the commands, and the configuration file that tells clang what is meant.
[[nodiscard]] Result<void> write_compilers(const CxxJob& job);

}  // namespace linuxbake::bake
