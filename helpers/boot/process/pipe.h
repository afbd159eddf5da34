// SPDX-License-Identifier: MIT
// pipe.h - a pipe to a program that we start.
#pragma once

#include "common/descriptor.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Pipe {
  Descriptor read, write;
};

// Both ends close where another program is started. Errors: none can be made.
[[nodiscard]] Result<Pipe> make_pipe();

void set_non_blocking(const Descriptor& descriptor);

}  // namespace linuxbake::boot
