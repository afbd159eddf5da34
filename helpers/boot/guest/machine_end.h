// SPDX-License-Identifier: MIT
// machine_end.h - what a guest can do to its machine as a whole.
#pragma once

#include <cstdint>

namespace linuxbake::boot {

enum class MachineEnd : std::uint8_t { poweroff, reset, panic };

}  // namespace linuxbake::boot
