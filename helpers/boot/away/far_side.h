// SPDX-License-Identifier: MIT
// far_side.h - runs a command where a launcher has taken us, and sends back what became of it.
//
// The end is sent only if the command has ended by itself: who was asked to end, because a job is
// cancelled or a node is emptied, says nothing about the test.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

struct FarSide {
  std::string token;                 // of the frames
  std::vector<std::string> command;  // runs with our standard input
  std::vector<std::string> bring;    // files, and directories with all regular files in them, that
                                     // go back, and are removed here
};

// Returns our exit code: 0 where the end was sent. Errors: no process can be made.
[[nodiscard]] Result<int> run_far_side(const FarSide& far_side);

}  // namespace linuxbake::boot
