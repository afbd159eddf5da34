// SPDX-License-Identifier: MIT
// shell.h - runs the commands of $(shell,...).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::kconfig {

using Environment = std::map<std::string, std::string>;

class Shell {
 public:
  virtual ~Shell() = default;
  // Standard output of `sh -c command`, as Kconfig takes it: without trailing newlines, others
  // as spaces, up to a NUL, at most 4095 bytes. May be called by several threads at a time.
  virtual Result<std::string> run(const std::string& command) = 0;
  // Whether it outlives the tree, so that questions may be put off (questions.h).
  [[nodiscard]] virtual bool answers_later() const { return false; }
};

// Runs commands by a shell, or without one where that is the same (simple_command.h), with exactly
// this environment (plus PATH, HOME, TMPDIR of ours), in a directory of its own that is removed at
// the end. A command that takes over a minute is an error.
[[nodiscard]] std::unique_ptr<Shell> system_shell(Environment environment);

// For trees whose macros must not run: every command is an error.
[[nodiscard]] std::unique_ptr<Shell> refusing_shell();

// The programs that Kbuild's environment names: the compiler, the linker...
[[nodiscard]] std::set<std::string> programs_of(const Environment& environment);

// The path of a command's program: as it stands if it has a slash, else as the shell finds it, or "".
[[nodiscard]] std::string program_of_command(std::string_view command);

}  // namespace linuxbake::kconfig
