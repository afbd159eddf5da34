// SPDX-License-Identifier: MIT
// inputs.h - all that decides what musl's sysroot is: the text whose hash is the key of the result.
#pragma once

#include <string>

#include "bake/musl/job.h"
#include "bake/toolchain/compiler.h"
#include "common/result.h"

namespace linuxbake::bake {

// No path of the host stands in it. Errors: a file cannot be read.
[[nodiscard]] Result<std::string> musl_inputs(const MuslJob& job, const Compiler& compiler);

}  // namespace linuxbake::bake
