// SPDX-License-Identifier: MIT
// panic_watch.h - what a kernel says when it is lost, at the start of its lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::boot {

// A line of the kernel's without "[    1.234567] " in front.
[[nodiscard]] std::string_view without_time_stamp(std::string_view line);

// Whether the kernel is just saying, in a line whose end has perhaps not come, that it has given up
// because it found no init or no root: a panic that a script may wait for, and that takes back what
// it said of the last program that it tried.
[[nodiscard]] bool is_about_no_init(std::string_view line);

class PanicWatch {
 public:
  // A whole line, without its time stamp. `now`: seconds of the conversation.
  void take(std::string_view line, double now);
  // The machine has been switched off.
  void forget_halt() { halted_at_ = -1; }

  // The first line of a panic or oops.
  [[nodiscard]] const std::optional<std::string>& panic() const { return panic_; }
  // What belongs to it has been printed; `slowness` lengthens the time that it may take.
  [[nodiscard]] bool is_complete(double now, double slowness) const;
  // It stands still without having powered the machine off.
  [[nodiscard]] bool has_halted(double now, double slowness) const;

 private:
  std::optional<std::string> panic_;
  double panic_at_ = 0;
  bool said_its_end_ = false;
  double halted_at_ = -1;
};

}  // namespace linuxbake::boot
