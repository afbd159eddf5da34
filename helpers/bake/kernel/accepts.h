// SPDX-License-Identifier: MIT
// accepts.h - whether a kernel can do what an image asks of it: unpack the initramfs, be started by
// UEFI itself, mount the root file system on the medium. The kernel itself would say so too, but
// only on its console, before it panics.
#pragma once

#include <filesystem>
#include <string>

#include "common/result.h"

namespace linuxbake::bake::kernel {

struct Demands {
  std::string kernel;                  // its target
  std::filesystem::path config;        // its final .config; empty: nothing more is known of it
  std::string initramfs, compression;  // its target; none, gzip, xz, zstd or lz4
  std::string xz_filter;               // none or x86
  bool is_started_by_uefi = false;
  std::string root, root_compression;  // the target of a squashfs, or empty; gzip, lz4, xz or zstd
  std::string root_xz_filter;
};

// Errors: the options that are missing, and the way out.
[[nodiscard]] Result<void> check_kernel_accepts(const Demands& demands);

}  // namespace linuxbake::bake::kernel
