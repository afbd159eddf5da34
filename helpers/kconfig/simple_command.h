// SPDX-License-Identifier: MIT
// simple_command.h - a command of the tree that needs no shell to be carried out.
//
// Most of what a tree of Linux asks has one of two forms (its scripts/Kconfig.include: success,
// cc-option, ld-option):
//
//   { WORDS; } >/dev/null 2>&1 && echo "y" || echo "n"
//   { trap "rm -rf .tmp_$$" EXIT; mkdir .tmp_$$; WORDS; } >/dev/null 2>&1 && echo "y" || echo "n"
//
// where WORDS hold nothing that a shell would look into. Then the answer is known from WORDS' exit
// code, and the processes of the shell, of mkdir and of rm, a fifth of the whole, are not needed.
//
// Others need one, but say for sure "y" or "n" in the end: their words may be in quotes, and pipes
// between them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::kconfig {

struct SimpleCommand {
  std::vector<std::string> words;  // the first is the program
  std::string directory;           // to be made first; "" where none is needed
  std::string if_done;
  std::string if_failed;
};

// Nothing where the command has another form. `directory` is the name in place of ".tmp_$$". That
// the program is one, and no word of the shell's own, is for the caller to know.
[[nodiscard]] std::optional<SimpleCommand> simple_command(std::string_view text,
                                                          std::string_view directory);

// Whether the command is a program's (or one of the shell's words that cannot end the shell), or a
// pipe of such, and says "y" or "n" whatever comes of it. Programs are these, and paths.
[[nodiscard]] bool says_yes_or_no(std::string_view text, const std::set<std::string>& programs);

}  // namespace linuxbake::kconfig
