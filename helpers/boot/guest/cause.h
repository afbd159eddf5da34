// SPDX-License-Identifier: MIT
// cause.h - the likely cause of a failed boot, read from what the machine said.
//
// The texts are those of Linux (init/main.c, init/do_mounts.c, init/initramfs.c, fs/exec.c,
// kernel/exit.c), SeaBIOS, EDK2, GRUB, Syslinux and QEMU.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake::boot {

struct Evidence {
  std::string_view serial;  // text of the serial line
  std::string_view screen;  // text of the screen; empty if it is not known
  std::string_view qemu;    // what QEMU wrote to its standard error
  unsigned memory = 0;      // of the machine, in MiB; 0 if it is not known
};

// A sentence on the cause and, where there is one, on the way out. Empty if nothing is recognised.
[[nodiscard]] std::string likely_cause(const Evidence& evidence);

}  // namespace linuxbake::boot
