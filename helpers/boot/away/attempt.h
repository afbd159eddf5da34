// SPDX-License-Identifier: MIT
// attempt.h - one start of a launcher (srun, ssh, nice …) that takes a command to another machine.
//
// The launcher has our standard input. On its standard output come frames (frames.h); its standard
// error is its own: what srun has to say never mixes with what the command says. It is asked to
// end, by SIGTERM, when we are, and when we are killed: srun cancels its job then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "boot/away/frames.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Attempt {
  std::vector<Frame> frames;  // in their order, without the end
  std::optional<int> end;     // of the command, as wait(2) gives it; without it nothing is decided
  std::string said;           // by the launcher
  std::string launcher_end;   // "exit code 1", "signal 9 (Killed)", "cannot be started: …"
  int interrupted_by = 0;     // a signal that asked us to end
};

// Errors: no process or pipe can be made.
[[nodiscard]] Result<Attempt> attempt(const std::vector<std::string>& words,
                                      const std::string& token);

}  // namespace linuxbake::boot
