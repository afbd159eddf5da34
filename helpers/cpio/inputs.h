// SPDX-License-Identifier: MIT
// inputs.h - the depfile of an archive.
//
// An overlay may hold any name, a depfile may not (depfile.h). A path that it cannot hold is listed
// by a symbolic link in the directory "<depfile>.links", whose time is that of what it leads to.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::cpio {

// Writes the depfile of `target`, and the links if it needs any. Errors: cannot be written.
[[nodiscard]] Result<void> write_depfile(const std::string& depfile, const std::string& target,
                                         const std::vector<std::string>& inputs);

}  // namespace linuxbake::cpio
