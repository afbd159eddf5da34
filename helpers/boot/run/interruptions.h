// SPDX-License-Identifier: MIT
// interruptions.h - signals that ask us to end, while a machine runs.
#pragma once

#include <signal.h>

#include "boot/process/child.h"

namespace linuxbake::boot {

// SIGINT, SIGTERM and SIGHUP, read instead of delivered, for as long as this object lives. Whoever
// closes a pipe that we write to is no reason to end either.
class Interruptions {
 public:
  Interruptions();
  ~Interruptions();
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;

  [[nodiscard]] const Descriptor& descriptor() const { return descriptor_; }
  // The number of a signal that has come; 0 for none.
  [[nodiscard]] int next() const;

 private:
  sigset_t before_{};
  void (*pipe_before_)(int) = nullptr;
  Descriptor descriptor_;
};

}  // namespace linuxbake::boot
