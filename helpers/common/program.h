// SPDX-License-Identifier: MIT
// program.h - how each of our programs starts, complains and ends.
//
// Exit codes: 0 done, 1 failed, 2 wrong usage. Errors go to stderr as
// "<program>: error: <file>:<line>: <message>"; success is silent.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string_view>

#include "common/result.h"

namespace linuxbake {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

// Parses the command line with `app` and runs `body` if it is right: --help prints the help and
// gives 0, a wrong command line gives 2. `body` returns the exit code, or an error for stderr.
int run_program(CLI::App& app, int argc, char** argv, const std::function<Result<int>()>& body);

// One line on stderr: "<program>: error: …", or another kind than "error" ("warning", "note").
// Invisible characters of the text are named (visible_text.h).
void print_message(std::string_view program, std::string_view kind, std::string_view text);

}  // namespace linuxbake
