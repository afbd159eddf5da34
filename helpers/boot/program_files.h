// SPDX-License-Identifier: MIT
// program_files.h - the files of this host that a program needs to run somewhere else.
//
// Of an ELF program these are its interpreter (the dynamic loader) and its shared libraries, of a
// script its interpreter and what that needs. `#!/usr/bin/env NAME` needs NAME as well.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

// The programs that the first line of a script names, by what is written there; none: no script.
[[nodiscard]] std::vector<std::string> script_programs(std::string_view file);

struct ProgramFiles {
  std::set<std::string> files;         // absolute; the program itself is one
  std::vector<std::string> libraries;  // those among them that are shared libraries
  bool script = false;                 // the kernel has to know about scripts
};

// CMake and its script (modules/scripts/RuntimeFiles.cmake) that finds the shared libraries.
struct LibraryFinder {
  std::string cmake, script;
  std::filesystem::path directory;  // where it remembers what it found
};

// Of a program and further files, which may be programs, too. Errors: the program is neither an ELF
// file nor a script, or something is missing.
[[nodiscard]] Result<ProgramFiles> program_files(const std::string& program,
                                                 const std::vector<std::string>& further,
                                                 const LibraryFinder& finder);

}  // namespace linuxbake::boot
