// SPDX-License-Identifier: MIT
// run.h - `linuxbake-boot run`: boots a machine, carries a script out, reports.
#pragma once

#include <string>
#include <vector>

#include "boot/command/end.h"
#include "boot/command/machine_options.h"

namespace linuxbake::boot {

struct RunOptions {
  MachineOptions machine;
  std::string name = "boot";
  std::string script;                         // a file with steps
  std::vector<std::string> expect, commands;  // steps before and after those of a shell
  double timeout = 60;
  bool verbose = false, icount = false, timeline = false;
};

void add_run_options(Command& command, RunOptions& options);
[[nodiscard]] Result<CommandEnd> run_test(RunOptions& options);

}  // namespace linuxbake::boot
