// SPDX-License-Identifier: MIT
// init_program.h - whether a kernel can start a program of its initramfs as the first one.
//
// The kernel starts what rdinit= names, or else /init (init/main.c). Where that is not there, it
// goes on to a root file system or to /sbin/init and the like, which only newer ones say. Where it
// is there, but cannot be executed (fs/exec.c), it says so and goes on likewise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cpio/archive.h"

namespace linuxbake::cpio {

// Whether there is something of this path, be it a link that leads nowhere.
[[nodiscard]] bool has_entry(const Archive& archive, const std::string& path);

// Why a kernel for `arch` (of common/architecture.h; empty: any) cannot start the
// program of this path, in one sentence; nothing if all that the archive tells speaks for it.
[[nodiscard]] std::optional<std::string> why_init_cannot_start(const Archive& archive,
                                                               const std::string& path,
                                                               std::string_view arch);

}  // namespace linuxbake::cpio
