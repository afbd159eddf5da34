// SPDX-License-Identifier: MIT
// contents.h - what is packed for a VM test: for its machine, which other tests begin from, and for
// the test alone.
#pragma once

#include <filesystem>
#include <string>

#include "boot/packing/guest_files.h"
#include "boot/packing/libc_data.h"
#include "boot/packing/library_search.h"
#include "boot/packing/program_files.h"
#include "boot/vm/program.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Contents {
  explicit Contents(const VmProgram& program);

  LibrarySearch search;
  ProgramFiles needed;
  GuestFiles machine, test = GuestFiles(&machine);
  Absent absent;
};

// The program, FILES, what they need, and what every guest has. Files that have to be written lie
// below `directory`. Errors: one that is not there or cannot be read.
[[nodiscard]] Result<void> fill(const VmProgram& program, const std::string& arch,
                                const std::filesystem::path& directory, Contents& contents);

}  // namespace linuxbake::boot
