// SPDX-License-Identifier: MIT
// emulator.h - a program in a machine as if it ran here: for CMAKE_CROSSCOMPILING_EMULATOR.
//
// Nobody has said what the program needs, so it is taken from how it is started: the working
// directory, the environment, and the files among its arguments.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "boot/vm/program.h"

namespace linuxbake::boot {

// Of all variables those that mean the same in the machine: not what names programs or the user
// of this host. LD_LIBRARY_PATH is one: libraries are in the machine where they are here.
[[nodiscard]] std::vector<std::string> portable_environment(const char* const* environment);

// The arguments that are files here, also the value of an argument such as --data=FILE; absolute.
[[nodiscard]] std::vector<std::string> files_among(const std::vector<std::string>& arguments,
                                                   const std::filesystem::path& directory);

// Fills in what the program's start says, besides what is there already.
void emulate(VmProgram& program, const std::filesystem::path& directory,
             const char* const* environment);

}  // namespace linuxbake::boot
