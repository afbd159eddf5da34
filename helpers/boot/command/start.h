// SPDX-License-Identifier: MIT
// start.h - `linuxbake-boot start`: boots a machine on this terminal.
#pragma once

#include "boot/command/end.h"
#include "boot/command/machine_options.h"
#include "boot/machine/debugger.h"

namespace linuxbake::boot {

struct StartOptions {
  MachineOptions machine;
  Debugger debugger;
  bool window = false;
};

void add_start_options(Command& command, StartOptions& options);
// Replaces us by QEMU.
[[nodiscard]] Result<CommandEnd> start_on_terminal(StartOptions& options);

}  // namespace linuxbake::boot
