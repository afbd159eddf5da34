// SPDX-License-Identifier: MIT
// manifest.h - what is in some images, for people who have to know: every image, the kernel, every
// file of the initramfs with size and hash, every source with version, hash and origin, every
// configuration with its hash.
//
//   { "linuxbake_manifest": 1, "name": …,
//     "images": [{"file", "format", "arch", "cmdline", "size", "sha256", "kernel", "initramfs"}],
//     "kernels": [{"file", "size", "sha256"}],
//     "initramfs": [{"file", "compression", "size", "sha256", "files": [as linuxbake-cpio list]}],
//     "packages": [{"target", "kind", and what the build recorded: "name", "version", "source":
//       {"sha256", "origin", "url" …}, "config", "patches", "compiler", "files"}] }
//
// The bytes depend on the content alone: no times and no paths of the host.
#pragma once

#include <string>

#include "common/result.h"
#include "report/plan.h"

namespace linuxbake::report {

// The text ends in a newline. Errors: a file is missing or is not what it should be.
[[nodiscard]] Result<std::string> manifest_json(const Plan& plan);

}  // namespace linuxbake::report
