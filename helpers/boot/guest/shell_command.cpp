// SPDX-License-Identifier: MIT
#include "boot/guest/shell_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "common/shell_words.h"
#include "common/visible_text.h"

namespace linuxbake::boot {
namespace {

// BusyBox's line editor takes 1023 characters, with what we put around a command.
constexpr std::size_t longest_piece = 840;
constexpr std::size_t longest_quoted = 4;  // characters for one, of '

constexpr std::size_t longest_exit_code = 3;

// Quoted pieces of a command that one line does not take; else none. No letter of UTF-8 is cut.
std::vector<std::string> pieces_of(std::string_view command) {
  if (single_quoted(command).size() <= longest_piece) return {};
  std::vector<std::string> pieces;
  while (!command.empty()) {
    const std::string_view piece = cut_text(command, longest_piece / longest_quoted);
    pieces.push_back(single_quoted(piece));
    command.remove_prefix(piece.size());
  }
  return pieces;
}

}  // namespace

ShellCommand::ShellCommand(std::size_t number, std::string_view command)
    : number_(number), quoted_(single_quoted(command)), pieces_(pieces_of(command)) {}

std::string ShellCommand::piece(std::size_t which) const {
  return fmt::format("_lb={}{}\n", which == 0 ? "" : "$_lb", pieces_[which]);
}

std::string ShellCommand::line() const {
  return fmt::format("echo \"@lb\"\"{0}b@\";eval {1};echo \"@lb\"\"{0}e=$?@\"\n", number_,
                     pieces_.empty() ? quoted_ : "\"$_lb\"");
}

bool ShellCommand::begins_at_end_of(const TextWindow& window) const {
  return window.ends_with(fmt::format("@lb{}b@\n", number_));
}

std::optional<ShellCommand::End> ShellCommand::end_at_end_of(const TextWindow& window) const {
  if (!window.ends_with({&mark_end, 1})) return std::nullopt;
  const std::string mark = fmt::format("@lb{}e=", number_);
  std::string_view tail = window.from(
      window.end() - std::min(window.end() - window.begin(), mark.size() + longest_exit_code + 1));
  const std::size_t at = tail.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t position = window.end() - (tail.size() - at);
  tail.remove_prefix(at + mark.size());
  int code = -1;
  const auto [end, problem] = std::from_chars(tail.data(), tail.data() + tail.size() - 1, code);
  if (problem != std::errc{} || *end != mark_end) return std::nullopt;
  return End{position, code};
}

}  // namespace linuxbake::boot
