// SPDX-License-Identifier: MIT
// starvation.h - how long a busy host has kept a machine waiting for a processor.
//
// Linux counts for each thread how long it was ready to run without running (the second number in
// /proc/<pid>/schedstat, nanoseconds; Documentation/scheduler/sched-stats.rst). What the thread of
// the machine that waited longest has waited did not pass for the guest: a time-out is about the
// guest, not about who else uses the host.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace linuxbake::boot {

// Of a schedstat file; nothing for anything else.
[[nodiscard]] std::optional<std::uint64_t> waited_nanoseconds(std::string_view schedstat);

class Starvation {
 public:
  // The supervisor (child.h) of the machine.
  explicit Starvation(pid_t supervisor) : supervisor_(supervisor) {}

  // Seconds so far; 0 where the host's kernel does not count them. It looks ten times a second.
  [[nodiscard]] double seconds(double now);

 private:
  pid_t supervisor_;
  pid_t machine_ = 0;
  double next_look_ = 0, seconds_ = 0;
};

}  // namespace linuxbake::boot
