// SPDX-License-Identifier: MIT
// pool.h - N slots that all builds of a user share, so that together they run N jobs and no more.
//
// A slot is an open file description lock (fcntl(2), F_OFD_SETLK) on one byte of a file: byte i is
// slot i. Nothing is ever written to the file. The kernel drops the locks of a process that ends,
// however it ends, so a slot cannot be lost - which a token in a FIFO is, when its holder is
// killed. One byte more, far behind the slots, is locked for reading by everybody who has to wait
// for a first slot; those who hold several look there and give one up.
//
// They can do so only when a job ends, and to a make of makes each of them is a job, which ends
// with its directory: minutes later. Who has waited long enough borrows a slot, beyond the number,
// and pays it back with the next one that is free: so each build has one job that moves on.
//
// Where a make runs us (outer.h), each slot after the first is also one of its jobs.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "common/result.h"
#include "jobs/outer.h"

namespace linuxbake::jobs {

class Pool {
 public:
  // Opens the pool, and makes the file and its directory if they are missing. `size` is the number
  // of slots that this participant counts; those with another number share the slots both know.
  // Errors: the file cannot be made or opened, or size is 0.
  [[nodiscard]] static Result<Pool> open(const std::filesystem::path& path, unsigned size);

  Pool(Pool&& other) noexcept;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  Pool& operator=(Pool&&) = delete;
  ~Pool();

  // From now on those slots are asked for there as well. None may be held.
  void take_part_in(Outer outer) { outer_.emplace(std::move(outer)); }

  // Takes a free slot if there is one, after one that pays back what was borrowed.
  [[nodiscard]] bool try_acquire();
  // A first slot that there is not. None may be held.
  void borrow();
  // Gives one slot back. There has to be one.
  void release();
  [[nodiscard]] unsigned held() const { return held_count_; }
  [[nodiscard]] unsigned size() const { return static_cast<unsigned>(held_.size()); }

  // Says to the others that this participant has no slot and wants one, or no longer.
  void set_waiting(bool waiting);
  [[nodiscard]] bool others_wait() const;

 private:
  Pool(int descriptor, unsigned size) : descriptor_(descriptor), held_(size, false) {}
  [[nodiscard]] bool try_acquire_own();

  int descriptor_;
  std::vector<bool> held_;
  unsigned held_count_ = 0;  // with a borrowed one
  bool borrowed_ = false;
  std::optional<Outer> outer_;  // has taken one less than we hold
};

}  // namespace linuxbake::jobs
