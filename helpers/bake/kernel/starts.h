// SPDX-License-Identifier: MIT
// starts.h - whether a kernel can start the init that a command line asks for by rdinit=. The
// kernel itself would go on to another init, most of them without a word.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bake/host/console.h"
#include "common/result.h"

namespace linuxbake::bake::kernel {

struct InitDemands {
  std::filesystem::path cpio;              // linuxbake-cpio, which looks
  std::string initramfs, arch;             // its target; of the kernel
  std::filesystem::path archive;           // the initramfs
  std::filesystem::path config;            // the kernel's final .config, or empty
  std::vector<std::string> command_lines;  // that have an rdinit=
};

// Where the kernel may bring an initramfs of its own, in which the program may be, it is only
// warned of. Errors: what is wrong with the program, and the way out.
[[nodiscard]] Result<void> check_kernel_starts_init(const InitDemands& demands,
                                                    const Console& console);

}  // namespace linuxbake::bake::kernel
