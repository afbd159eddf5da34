// SPDX-License-Identifier: MIT
// end.h - how a command has ended.
#pragma once

#include "common/result.h"

namespace linuxbake::boot {

struct CommandEnd {
  int code = 0;
  // The exit code tells nothing of what is tested (process_end.h).
  bool is_undecided = false;
};

}  // namespace linuxbake::boot
