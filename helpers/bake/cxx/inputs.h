// SPDX-License-Identifier: MIT
// inputs.h - all that decides what the C++ runtime is: the text whose hash is the key of the
// result.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bake/cxx/job.h"
#include "bake/toolchain/compiler.h"
#include "common/result.h"

namespace linuxbake::bake {

// No path of the host stands in it. `clang` is that below. Errors: a file cannot be read.
[[nodiscard]] Result<std::string> cxx_inputs(const CxxJob& job, const std::string& clang);

// The compiler by its version, its own bytes, and those of the libraries that it consists of.
[[nodiscard]] Result<std::string> clang_identity(const CxxRecipe& recipe, const Compiler& compiler);

// Those libraries in what ldd(1) says of it.
[[nodiscard]] std::vector<Path> libraries_of_clang(std::string_view ldd_output);

}  // namespace linuxbake::bake
