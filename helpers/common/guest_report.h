// SPDX-License-Identifier: MIT
// guest_report.h - the line by which an init of ours tells, over the console, how a command ended.
//
//   linuxbake-init: result 1/2: exit 0: /usr/bin/hello --check
//   linuxbake-init: result 2/2: signal 11: /usr/bin/crash
//
// "1/2" is the first of two commands. What follows the last colon is for people: the words of the
// command with blanks between them, control characters as '?', cut after 200 bytes. A program may
// have left its last line open, and the kernel may have written before it: the report begins where
// its first words begin, not with the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake {

inline constexpr std::string_view guest_report_mark = "linuxbake-init: result ";

struct GuestReport {
  unsigned number = 0, count = 0;  // 1 <= number <= count
  bool by_signal = false;
  unsigned value = 0;  // the exit code, or the signal's number
  std::string command;
  friend bool operator==(const GuestReport&, const GuestReport&) = default;
};

// The line without its line end.
[[nodiscard]] std::string guest_report_line(const GuestReport& report);

// Nothing if the line holds no complete report.
[[nodiscard]] std::optional<GuestReport> parse_guest_report(std::string_view line);

}  // namespace linuxbake
