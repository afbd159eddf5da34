// SPDX-License-Identifier: MIT
// progress.h - makes one line out of the thousands that a build prints.
//
// What a build prints goes into a log, whole. Steps are counted, and shown as one line that is
// rewritten on a terminal; elsewhere as some ten lines, and one more after 20 seconds without any.
// Warnings and errors are shown as they come.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace linuxbake::jobs {

// A step as Kbuild reports it without V=1: "  CC      init/main.o". The text without the padding,
// "CC init/main.o"; nothing for any other line.
[[nodiscard]] std::optional<std::string> step_of_line(std::string_view line);

// Does a compiler, a linker or make complain in this line?
[[nodiscard]] bool is_complaint(std::string_view line);

enum class Display { none, lines, terminal };

struct ProgressOptions {
  std::string title;           // before everything that is shown
  std::uint64_t expected = 0;  // number of steps, as far as known; 0: unknown
  Display display = Display::none;
  unsigned columns = 80;  // of the terminal
};

class Progress {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Progress(ProgressOptions options) : options_(std::move(options)) {}

  // Takes the next bytes of the output; gives what to show now, which may be nothing.
  [[nodiscard]] std::string feed(std::string_view bytes, Clock::time_point now);
  // Where there is no terminal: what to show if nothing was for a while.
  [[nodiscard]] std::string remind(Clock::time_point now);
  // What to show at the end, so that the next line starts at the margin.
  [[nodiscard]] std::string finish();

  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  // The last lines that were printed, oldest first: what to show when the build failed.
  [[nodiscard]] const std::deque<std::string>& last_lines() const { return last_lines_; }

 private:
  void line(std::string_view text, Clock::time_point now, std::string& shown);
  void show_step(const std::string& step, Clock::time_point now, std::string& shown);
  [[nodiscard]] std::string status(const std::string& step) const;

  ProgressOptions options_;
  std::string rest_;  // a line that has not ended yet
  std::deque<std::string> last_lines_;
  std::uint64_t steps_ = 0;
  std::uint64_t shown_parts_ = 0;
  Clock::time_point next_show_{};
  std::optional<Clock::time_point> last_line_;  // that was shown without a terminal
  bool line_open_ = false;                      // the terminal's cursor stands in our line
};

}  // namespace linuxbake::jobs
