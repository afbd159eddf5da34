// SPDX-License-Identifier: MIT
// channel.h - how somebody reaches a guest through the memory of its machine.
#pragma once

#include <string_view>

#include "boot/machine/shared_memory.h"
#include "common/result.h"

namespace linuxbake::boot {

// What somebody has to say to a guest through its memory, for one boot.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  // The machine was saved when the guest waited for us, and goes on from there.
  virtual void restored() = 0;
  // Whether the guest waits for us and has heard nothing yet.
  [[nodiscard]] virtual bool awaited() const = 0;
  // Whether the guest has taken something of what we gave it.
  [[nodiscard]] virtual bool answered() const = 0;
  // What has come over the serial line.
  virtual void console(std::string_view bytes) = 0;
  // Looks into the memory; whether something was there, so that it is worth looking again soon.
  // Errors: the guest cannot be reached this way.
  virtual Result<bool> attend(const SharedMemory& memory) = 0;
};

}  // namespace linuxbake::boot
