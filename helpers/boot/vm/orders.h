// SPDX-License-Identifier: MIT
// orders.h - what vm-init is told: the files of /linuxbake-vm (helpers/guest/vm-init/init.c).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "boot/packing/guest_files.h"
#include "boot/packing/library_search.h"
#include "boot/packing/modules.h"
#include "boot/packing/program_files.h"
#include "boot/vm/program.h"
#include "common/result.h"

namespace linuxbake::boot {

// The environment of the program: what every guest has, and what was said for this one.
[[nodiscard]] std::vector<std::string> environment_of(const VmProgram& program,
                                                      const ProgramFiles& needed,
                                                      const LibrarySearch& search);

// For the machine: the init, the modules that it loads, and whether there is a network. Files that
// have to be written lie below `directory`.
[[nodiscard]] Result<void> add_init(const VmProgram& program, const std::vector<Module>& modules,
                                    const std::filesystem::path& directory, GuestFiles& files);

// For the test: the program's arguments, environment and directory, what comes back, and what is
// shared. Errors: the name of a file that is to come back is too long; a file cannot be written.
[[nodiscard]] Result<void> add_orders(const VmProgram& program,
                                      const std::vector<std::string>& environment,
                                      const std::filesystem::path& directory, GuestFiles& files);

}  // namespace linuxbake::boot
