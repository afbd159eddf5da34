// SPDX-License-Identifier: MIT
// applets.h - the names of a userland that was built, as a manifest for linuxbake-cpio: each one a
// symbolic link, relative, to the program in /bin, where the userland's own installation has it.
#pragma once

#include <string>
#include <string_view>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Writes <tree>/linuxbake-applets.manifest. Errors: nothing is configured.
[[nodiscard]] Result<void> write_applets(const Job& job);

// "/usr/bin/env" of BusyBox becomes "slink /usr/bin/env ../../bin/busybox 0777 0 0". What is no
// path stays as it is.
[[nodiscard]] std::string line_of_applet(std::string_view path, const std::string& program);

}  // namespace linuxbake::bake::kbuild
