// SPDX-License-Identifier: MIT
// command.h - the ways in which a step runs programs of the host.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bake/host/console.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Command {
  std::vector<std::string> words;
  std::filesystem::path directory;                               // empty: ours
  std::vector<std::pair<std::string, std::string>> environment;  // besides ours
  std::filesystem::path input = {};                              // what it reads; empty: nothing
};

struct CommandEnd {
  bool success = false;
  std::string end;     // "1", "signal 9", "cannot be started: …"
  std::string output;  // of both streams; empty where it went to the user
};

// Its output goes where ours goes.
[[nodiscard]] CommandEnd run_in_sight(const Command& command);

// It reads what we read as well: the terminal.
[[nodiscard]] CommandEnd run_on_terminal(const Command& command);

// In sight. Errors: it fails; then the error is "<what> failed (1)."
[[nodiscard]] Result<void> run_shown(const Command& command, std::string_view what);

// Its output is kept.
[[nodiscard]] CommandEnd run_aside(const Command& command);

// What it says among the errors is kept, without what it prints on its output.
[[nodiscard]] CommandEnd run_for_errors(const Command& command);

struct PipeEnd {
  CommandEnd writer, reader;  // output: what each says among the errors
};

// The reader reads what the writer prints on its output. Errors: no pipe can be made.
[[nodiscard]] Result<PipeEnd> run_piped(const Command& writer, const Command& reader);

// What it prints on its output, without what it says among the errors, nor the end of the last
// line; empty if it fails.
[[nodiscard]] std::string output_of(const std::vector<std::string>& words);

// Runs it aside. Errors: it fails; then what it printed is shown, and the error is
// "<what> failed (1).<advice>".
[[nodiscard]] Result<void> run_quietly(const Command& command, std::string_view what,
                                       const Console& console, std::string_view advice = {});

}  // namespace linuxbake::bake
