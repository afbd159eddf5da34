// SPDX-License-Identifier: MIT
// jobserver.h - GNU make's job server ("POSIX Jobserver Interaction" in its manual) for one make,
// fed from a pool that others share.
//
// A make runs one job of its own right and reads a byte from a pipe for each further one; when the
// job ends it writes a byte back. The two ends that it is given belong to different pipes: what it
// reads is what we offer, and what it writes back comes to us, so that a slot goes on to whoever
// waits for a first one before this make can take it again. (With one pipe the make that has just
// written reads first, always, on a busy machine.)
//
// GNU make from 4.4 on keeps the ends of pipes from those of its children that it does not take for
// makes, so that a make below them runs one job only ("jobserver unavailable"; the kernel's tools
// do that). It expects a name that it can open for reading and for writing, which a FIFO would be;
// a pseudoterminal is one with the two directions apart, and nothing of it is left behind.
//
// Whoever reads a pipe cannot be seen, so the bytes are offered: if the pipe is empty and the pool
// has a free slot, one byte goes in. A byte that nobody takes is fetched back after a moment and
// its slot returned.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "common/result.h"
#include "jobs/pool.h"

namespace linuxbake::jobs {

class Jobserver {
 public:
  using Clock = std::chrono::steady_clock;

  enum class Style { pipes, name };

  // The pool holds one slot already, for the one job that make runs of its own right. Pipes are
  // taken where the system has no pseudoterminal.
  // Errors: the system has no pipe left.
  [[nodiscard]] static Result<Jobserver> start(Pool& pool, Style style = Style::pipes);

  Jobserver(Jobserver&& other) noexcept;
  Jobserver(const Jobserver&) = delete;
  Jobserver& operator=(const Jobserver&) = delete;
  Jobserver& operator=(Jobserver&&) = delete;
  ~Jobserver();

  // The value of MAKEFLAGS by which a make finds this job server: " -j<N>
  // --jobserver-auth=<R>,<W>", or "=fifo:<name>".
  [[nodiscard]] std::string makeflags() const;
  // What make opens; empty for pipes.
  [[nodiscard]] const std::string& name() const { return name_; }
  // Lets the pipe be inherited; to be called between fork() and exec().
  void inherit() const;

  // Offers, passes on and fetches back, as said above. To be called every few milliseconds, and
  // whenever watched_descriptor() can be read.
  void balance(Clock::time_point now);
  [[nodiscard]] int watched_descriptor() const { return returned_.read_end; }

 private:
  struct Pipe {
    int read_end = -1, write_end = -1;
  };

  Jobserver(Pool& pool, Pipe offered, Pipe returned, int own_end, std::string name = {})
      : pool_(pool),
        offered_(offered),
        returned_(returned),
        own_end_(own_end),
        name_(std::move(name)) {}

  [[nodiscard]] static Result<Jobserver> start_with_pipes(Pool& pool);
  [[nodiscard]] static std::optional<Jobserver> start_with_name(Pool& pool);

  [[nodiscard]] bool is_offered() const;  // is there a byte for make?
  void put(Clock::time_point now);        // a byte for a slot that the pool holds
  void offer(Clock::time_point now);
  void fetch_back(Clock::time_point now);
  void pass_on_returned(Clock::time_point now);

  Pool& pool_;
  Pipe offered_, returned_;  // make has the first one's read end, the second one's write end
  int own_end_;              // a reading end of ours: O_NONBLOCK belongs to the open description
  std::string name_;
  Clock::time_point offered_since_{};
  Clock::time_point no_offer_before_{};
};

}  // namespace linuxbake::jobs
