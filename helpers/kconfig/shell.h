// SPDX-License-Identifier: MIT
// shell.h - what a compiler answers to $(shell,...), asked once and kept.
//
// An answer depends on the command's text, on the tools and files that it names, and on what is
// installed. The key of an answer is made of all that can be seen of them without running anything:
// the text, the environment that Kbuild sets, path, size and time of each tool, of each absolute
// path in the text, and the times of the directories that packages install into.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"

namespace linuxbake::kconfig {

using Environment = std::map<std::string, std::string>;

class Shell {
 public:
  virtual ~Shell() = default;
  // Standard output of `sh -c command`, as Kconfig takes it: without trailing newlines, others
  // as spaces, at most 4095 bytes.
  virtual Result<std::string> run(const std::string& command) = 0;
};

// Runs commands with exactly this environment (plus PATH, HOME, TMPDIR of ours), in a directory
// of its own that is removed at the end. A command that takes over a minute is an error.
[[nodiscard]] std::unique_ptr<Shell> system_shell(Environment environment);

// Keeps answers of `shell` in a file of `directory`; writes it when destroyed, where there are new
// answers. `tools` are programs whose identity is part of every key. A file that cannot be read or
// written only costs time.
[[nodiscard]] std::unique_ptr<Shell> caching_shell(std::unique_ptr<Shell> shell,
                                                   std::string directory,
                                                   const Environment& environment,
                                                   const std::vector<std::string>& tools);

// For trees whose macros must not run: every command is an error.
[[nodiscard]] std::unique_ptr<Shell> refusing_shell();

// The path of a program as the shell would find it, or "".
[[nodiscard]] std::string find_program(std::string_view name);

}  // namespace linuxbake::kconfig
