// SPDX-License-Identifier: MIT
#include "jobs/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace linuxbake::jobs {
namespace {

constexpr std::size_t kept_lines = 40;
constexpr std::uint64_t steps_per_line = 500;  // where the number of steps is not known
constexpr auto refresh = std::chrono::milliseconds(100);
constexpr auto longest_silence = std::chrono::seconds(20);
constexpr std::string_view erase_line = "\r\033[K";

bool is_command_name(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char letter) {
    return std::isupper(letter) != 0 || std::isdigit(letter) != 0 || letter == '_' ||
           letter == '+' || letter == '-' || letter == '.';
  });
}

}  // namespace

std::optional<std::string> step_of_line(std::string_view line) {
  if (!line.starts_with("  ")) return std::nullopt;
  line.remove_prefix(2);
  const std::size_t end = line.find(' ');
  if (end == std::string_view::npos || !is_command_name(line.substr(0, end))) return std::nullopt;
  const std::size_t path = line.find_first_not_of(' ', end);
  if (path == std::string_view::npos) return std::nullopt;
  return fmt::format("{} {}", line.substr(0, end), line.substr(path));
}

bool is_complaint(std::string_view line) {
  constexpr std::array words{": warning: ", ": error: ", ": fatal error: ", "undefined reference",
                             ": *** ",      "Error: ",   "ERROR: ",         "WARNING: "};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return line.find(word) != std::string_view::npos;
  });
}

std::string Progress::status(const std::string& step) const {
  std::string text = options_.title + ": ";
  if (options_.expected > 0) {
    // The number is an estimate: it may be passed, but there is no "104 %".
    const std::uint64_t percent = std::min<std::uint64_t>(99, steps_ * 100 / options_.expected);
    text += fmt::format("{:2} %, step {} of about {}", percent, steps_,
                        std::max(steps_, options_.expected));
  } else {
    text += fmt::format("step {}", steps_);
  }
  if (!step.empty()) text += "  " + step;
  return text;
}

void Progress::show_step(const std::string& step, Clock::time_point now, std::string& shown) {
  if (options_.display == Display::terminal) {
    if (now < next_show_) return;
    next_show_ = now + refresh;
    std::string text = status(step);
    if (text.size() >= options_.columns) text.resize(options_.columns - 1);
    shown += fmt::format("{}{}", erase_line, text);
    line_open_ = true;
  } else if (options_.display == Display::lines) {
    const std::uint64_t part = options_.expected > 0
                                   ? std::min<std::uint64_t>(9, steps_ * 10 / options_.expected)
                                   : steps_ / steps_per_line;
    if (part <= shown_parts_) return;
    shown_parts_ = part;
    last_line_ = now;
    shown += status("") + "\n";
  }
}

void Progress::line(std::string_view text, Clock::time_point now, std::string& shown) {
  last_lines_.emplace_back(text);
  if (last_lines_.size() > kept_lines) last_lines_.pop_front();
  if (const std::optional<std::string> step = step_of_line(text)) {
    ++steps_;
    show_step(*step, now, shown);
  } else if (options_.display != Display::none && is_complaint(text)) {
    shown += finish();
    shown += fmt::format("{}\n", text);
  }
}

std::string Progress::feed(std::string_view bytes, Clock::time_point now) {
  std::string shown;
  for (;;) {
    const std::size_t end = bytes.find('\n');
    rest_.append(bytes.substr(0, end));
    if (end == std::string_view::npos) return shown;
    line(rest_, now, shown);
    rest_.clear();
    bytes.remove_prefix(end + 1);
  }
}

std::string Progress::remind(Clock::time_point now) {
  if (options_.display != Display::lines) return {};
  if (!last_line_) last_line_ = now;
  if (now - *last_line_ < longest_silence) return {};
  last_line_ = now;
  return status("") + "\n";
}

std::string Progress::finish() {
  if (!line_open_) return {};
  line_open_ = false;
  return std::string(erase_line);
}

}  // namespace linuxbake::jobs
