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
#pragma once

#include <optional>
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

}  // namespace linuxbake::kconfig
