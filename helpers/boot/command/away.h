// SPDX-License-Identifier: MIT
// away.h - `linuxbake-boot away` and `back`: a test of `run` or `vm` that a launcher takes to
// another machine.
//
// The verdict is the test's own only if its end came back. Without it the launcher has failed, a
// job was cancelled, a node is lost: the test is started once more, and then it is INFRA, with the
// launcher's reason.
#pragma once

#include <string>
#include <vector>

#include "boot/command/end.h"
#include "boot/command/run.h"
#include "boot/command/vm.h"

namespace linuxbake::boot {

struct AwayOptions {
  std::vector<std::string> launcher, command;
  bool bundle = false, list = false;
};

void add_away_options(Command& command, AwayOptions& options);
// The options are those of options.command.
[[nodiscard]] Result<CommandEnd> have_run_done(const AwayOptions& options, const RunOptions& run);
[[nodiscard]] Result<CommandEnd> have_vm_done(const AwayOptions& options, const VmOptions& vm);

struct BackOptions {
  std::string token;
  std::vector<std::string> bring, command;
  bool ctest = false;
};

void add_back_options(Command& command, BackOptions& options);
[[nodiscard]] Result<CommandEnd> run_and_send_back(const BackOptions& options);

}  // namespace linuxbake::boot
