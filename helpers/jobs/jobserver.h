// SPDX-License-Identifier: MIT
// jobserver.h - GNU make's job server ("POSIX Jobserver Interaction" in its manual) for one make,
// fed from a pool that others share.
//
// A make runs one job of its own right and reads a byte from a pipe for each further one; when the
// job ends it writes a byte back. Whoever reads that pipe cannot be seen, so the bytes are offered:
// if the pipe is empty and the pool has a free slot, one byte goes in. A byte that nobody takes is
// fetched back after a moment and its slot returned; while somebody waits for a first slot, every
// byte that make returns is fetched back.
#pragma once

#include <chrono>
#include <string>

#include "common/result.h"
#include "jobs/pool.h"

namespace linuxbake::jobs {

class Jobserver {
 public:
  using Clock = std::chrono::steady_clock;

  // The pool holds one slot already, for the one job that make runs of its own right.
  // Errors: the system has no pipe left.
  [[nodiscard]] static Result<Jobserver> start(Pool& pool);

  Jobserver(Jobserver&& other) noexcept;
  Jobserver(const Jobserver&) = delete;
  Jobserver& operator=(const Jobserver&) = delete;
  Jobserver& operator=(Jobserver&&) = delete;
  ~Jobserver();

  // The value of MAKEFLAGS by which a make finds this job server: " -j<N>
  // --jobserver-auth=<R>,<W>".
  [[nodiscard]] std::string makeflags() const;
  // Lets the pipe be inherited; to be called between fork() and exec().
  void inherit() const;

  // Offers, and fetches back, as said above. To be called every few milliseconds.
  void balance(Clock::time_point now);
  // The end of the pipe to watch for returned bytes while somebody waits for a slot; else -1.
  [[nodiscard]] int watched_descriptor() const;

 private:
  Jobserver(Pool& pool, int read_end, int write_end, int own_end)
      : pool_(pool), read_end_(read_end), write_end_(write_end), own_end_(own_end) {}

  [[nodiscard]] bool offered() const;  // is there a byte in the pipe?
  void offer(Clock::time_point now);
  bool fetch_back(Clock::time_point now);

  Pool& pool_;
  int read_end_;  // make's two ends …
  int write_end_;
  int own_end_;  // … and a reading end of ours: O_NONBLOCK belongs to the open description
  bool others_wait_ = false;
  Clock::time_point offered_since_{};
  Clock::time_point no_offer_before_{};
};

}  // namespace linuxbake::jobs
