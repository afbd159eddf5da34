// SPDX-License-Identifier: MIT
// build.h - the build of the C++ runtime, with LLVM's own CMake.
#pragma once

#include "bake/cxx/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// First compiler-rt's builtins, without which nothing links; then libunwind, libc++abi and libc++.
// Leaves in `destination` the directories "usr" and "clang". The sysroot has the libc alone
// meanwhile.
[[nodiscard]] Result<void> build_runtime(const CxxJob& job, const Path& destination);

}  // namespace linuxbake::bake
