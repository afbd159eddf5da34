// SPDX-License-Identifier: MIT
#include "fetch/console.h"

#include <fmt/format.h>

#include <ostream>
#include <utility>

namespace linuxbake::fetch {

Console::Console(std::string title, std::ostream& output, std::ostream& errors)
    : title_(std::move(title)), output_(output), errors_(errors) {}

void Console::say(std::string_view text) {
  say_plainly(fmt::format("{}: {}", title_, text));
}

void Console::say_plainly(std::string_view text) {
  output_ << "-- " << text << '\n' << std::flush;
}

void Console::tried(std::string_view text) {
  say(text);
  tried_ += "\n    - ";
  for (const char c : text) {
    tried_ += c;
    if (c == '\n') tried_ += "    ";
  }
}

void Console::notice(std::string_view text) {
  errors_ << text << '\n' << std::flush;
}

tl::unexpected<Error> Console::give_up(const std::vector<std::string>& lines) const {
  std::string text = fmt::format("linuxbake: {}:\n", title_);
  for (const std::string& line : lines) text += line.empty() ? "\n" : "\n  " + line;
  return fail(text);
}

std::string human_size(std::uint64_t bytes) {
  if (bytes < 1'000'000) return fmt::format("{} kB", (bytes + 999) / 1000);
  return fmt::format("{}.{} MB", bytes / 1'000'000, bytes % 1'000'000 / 100'000);
}

}  // namespace linuxbake::fetch
