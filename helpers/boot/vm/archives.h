// SPDX-License-Identifier: MIT
// archives.h - the two archives of a VM test: what its machine boots with, and what is the test's.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "boot/machine/machine.h"
#include "boot/packing/guest_files.h"
#include "common/result.h"

namespace linuxbake::boot {

// The archive of a machine. Its name has to be a key of what is in it: several tests begin from
// one, and it is packed only where it is not there. Errors: it does not fit into the machine's
// memory, a file cannot be read, or the archive cannot be written.
[[nodiscard]] Result<void> pack_machine(const GuestFiles& files, const Machine& machine,
                                        const std::filesystem::path& archive);

// The bytes of the test's archive. Errors: as above.
[[nodiscard]] Result<std::string> pack_test(const GuestFiles& files, const Machine& machine);

// Both in one file, for somebody who starts the machine by hand: the kernel unpacks archives that
// stand one behind the other.
void join_archives(const std::filesystem::path& machine, std::string_view test,
                   const std::filesystem::path& joined);

}  // namespace linuxbake::boot
