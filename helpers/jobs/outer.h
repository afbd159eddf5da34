// SPDX-License-Identifier: MIT
// outer.h - the job server of a make that runs us ("POSIX Jobserver Interaction" in its manual), or
// of a ninja's from 1.13 on: whoever was told to run N jobs means us as well.
//
// The recipe that runs us is one job; for each further one a byte is read, and written back when it
// ends. Pipes are given by their descriptors, which are open in recipes only that make takes for
// makes ("+"; CMake's JOB_SERVER_AWARE); a FIFO is given by its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::jobs {

// What MAKEFLAGS says: " -j4 --jobserver-auth=3,4", "fifo:<name>" in place of the numbers.
struct OuterFlags {
  unsigned jobs = 0;  // 0: not said
  std::string server;
};
[[nodiscard]] OuterFlags parse_outer_flags(std::string_view makeflags);

class Outer {
 public:
  // Nothing where there is no job server, or none that we could use.
  [[nodiscard]] static std::optional<Outer> open(const std::string& server);

  Outer(Outer&& other) noexcept;
  Outer(const Outer&) = delete;
  Outer& operator=(const Outer&) = delete;
  Outer& operator=(Outer&&) = delete;
  ~Outer();  // gives back what is still held

  [[nodiscard]] bool take();  // one more job, if one is free
  void give_back();           // one that was taken, if there is one

 private:
  Outer(int read_end, int write_end) : read_end_(read_end), write_end_(write_end) {}

  int read_end_, write_end_;
  std::string taken_;  // the bytes: some servers tell them apart
};

}  // namespace linuxbake::jobs
