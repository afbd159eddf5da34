// SPDX-License-Identifier: MIT
// sysroot.h - the packages that a package is compiled with.
#pragma once

#include <filesystem>
#include <vector>

#include "bake/package/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// `sysroot` gets all that is below the roots, the later ones over the earlier ones. Without
// libtool's .la files, which say that libraries are in /usr/lib of the host.
[[nodiscard]] Result<void> compose_sysroot(const std::filesystem::path& sysroot,
                                           const std::vector<std::filesystem::path>& roots);

// That of a job, and the pkg-config that knows what is in it.
[[nodiscard]] Result<void> compose_needed(const Job& job);

}  // namespace linuxbake::bake
