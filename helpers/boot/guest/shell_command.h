// SPDX-License-Identifier: MIT
// shell_command.h - what is typed at a shell for a command, and how its output is told from the
// echo of what was typed: by marks that are spelt differently when typed. The shell is sent echo
// "@lb""7b@"  and prints  @lb7b@ .
//
// A command that is longer than a shell's line is typed in pieces, which come together in a
// variable.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/guest/text_window.h"

namespace linuxbake::boot {

// Every mark ends in it.
inline constexpr char mark_end = '@';

class ShellCommand {
 public:
  ShellCommand() = default;
  // The `number` makes its marks its own.
  ShellCommand(std::size_t number, std::string_view command);

  // How many lines come before the command, each to be typed when the prompt is there again.
  [[nodiscard]] std::size_t pieces() const { return pieces_.size(); }
  [[nodiscard]] std::string piece(std::size_t which) const;
  // The line that runs it.
  [[nodiscard]] std::string line() const;

  // Whether the output begins behind the end of the text.
  [[nodiscard]] bool begins_at_end_of(const TextWindow& window) const;

  struct End {
    std::size_t position;  // of the mark, in the window
    int exit_code;
  };
  // Its end, if that is the end of the text.
  [[nodiscard]] std::optional<End> end_at_end_of(const TextWindow& window) const;

 private:
  std::size_t number_ = 0;
  std::string quoted_;
  std::vector<std::string> pieces_;  // quoted
};

}  // namespace linuxbake::boot
