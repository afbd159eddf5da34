// SPDX-License-Identifier: MIT
// compiler.h - who compiles, in words and in bytes, for the key of a result.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake {

// The first lines of what compiler and linker say to --version. Errors: the compiler does not run.
[[nodiscard]] Result<std::string> compiler_in_words(const std::string& compiler);

struct Toolchain {
  std::string compiler;  // as PATH finds it; a compiler of ours stands for the one behind it
  std::string binutils;  // what stands before "strip"
  std::string make;
  std::filesystem::path cache;
};

// A hash of compiler, linker and the other programs of the host that make files in such builds:
// of their bytes, because one may change and still give the same version.
[[nodiscard]] Result<std::string> toolchain_identity(const Toolchain& toolchain);

// A hash of the files, which is remembered in the cache as long as the system says that none of
// them has changed.
[[nodiscard]] Result<std::string> identity_of_files(
    const std::filesystem::path& cache, const std::vector<std::filesystem::path>& files);

}  // namespace linuxbake::bake
