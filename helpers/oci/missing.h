// SPDX-License-Identifier: MIT
// missing.h - what an image says of how it is run, and does not have: for warnings, because what is
// missing may be mounted into a container.
#pragma once

#include <string>
#include <vector>

#include "cpio/archive.h"
#include "oci/image.h"

namespace linuxbake::oci {

// Sentences: the program, if it is named by its whole path, is not there or cannot be executed; a
// user or group has no line in /etc/passwd and /etc/group.
[[nodiscard]] std::vector<std::string> missing_in(const cpio::Archive& archive, const Run& run);

}  // namespace linuxbake::oci
