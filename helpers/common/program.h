// SPDX-License-Identifier: MIT
// program.h - how each of our programs complains and ends.
//
// Exit codes: 0 done, 1 failed, 2 wrong usage. Errors go to stderr as
// "<program>: error: <file>:<line>: <message>"; success is silent.
#pragma once

#include <string_view>

namespace linuxbake {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

// One line on stderr: "<program>: error: …", or another kind than "error" ("warning", "note").
// Invisible characters of the text are named (visible_text.h).
void print_message(std::string_view program, std::string_view kind, std::string_view text);

}  // namespace linuxbake
