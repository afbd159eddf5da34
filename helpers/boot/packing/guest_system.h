// SPDX-License-Identifier: MIT
// guest_system.h - what every guest of a VM test has, whatever its program is.
//
// The directories of the Filesystem Hierarchy Standard; devices and their links, also where the
// kernel has no devtmpfs; users, hosts, services, protocols, the time zone of the host; a shell and
// small tools of the host; and what a libc loads by itself: libgcc_s, the NSS modules for files and
// DNS, the locale C.UTF-8, the loader's cache. All of it is in the machine that others begin from.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "boot/packing/guest_files.h"
#include "boot/packing/library_search.h"
#include "common/result.h"

namespace linuxbake::boot {

inline constexpr const char* guest_path =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

struct GuestSystem {
  std::string arch;                 // of the kernel
  std::string network;              // "open": names are resolved by the host
  std::filesystem::path directory;  // for files that are written
};

// Errors: the directory cannot be written to.
[[nodiscard]] Result<void> add_system(const GuestSystem& system, LibrarySearch& search,
                                      GuestFiles& files);

// The host's tools that a guest of this architecture has: their paths.
[[nodiscard]] std::vector<std::string> guest_tools(const std::string& arch, LibrarySearch& search);

}  // namespace linuxbake::boot
