// SPDX-License-Identifier: MIT
// compiler.h - who compiles, in words and in bytes, for the key of a result.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bake/host/words.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Compiler {
  // The first lines of what compiler and linker say to --version.
  std::string in_words;
  // A hash of compiler, linker and the other programs of the host that make files in such builds:
  // of their bytes, because one may change and still give the same version.
  std::string identity;
};

struct Toolchain {
  Words compiler;  // a command, as PATH finds it; one of ours stands for the compiler behind it
  std::string binutils;  // what stands before "strip"
  std::string make;
  std::filesystem::path cache;
};

// Errors: the compiler does not run, or a program cannot be read.
[[nodiscard]] Result<Compiler> look_at_compiler(const Toolchain& toolchain);

// A hash of the files, which is remembered in the cache as long as the system says that none of
// them has changed.
[[nodiscard]] Result<std::string> identity_of_files(
    const std::filesystem::path& cache, const std::vector<std::filesystem::path>& files);

}  // namespace linuxbake::bake
