// SPDX-License-Identifier: MIT
// script.h - the language in which a boot test says what the guest has to do.
//
// One step a line, done in order. '#' starts a comment line; lines that begin with white space
// belong to the `run` above them. TEXT is the rest of the line, or, where blanks at its ends or
// special characters matter, a string in double quotes with the escapes \n \r \t \e \\ \" and \xHH.
//
//   expect TEXT           wait until TEXT comes, after what was matched before; from a program or
//                         from the kernel. What we typed ourselves and the guest echoes is no
//                         answer.
//   refuse TEXT           from here on the test fails as soon as TEXT comes
//   shell                 wait for a shell: something that calculates when asked to. This is the
//                         moment that is reported as "reached the shell".
//   run COMMAND           type COMMAND at the shell and wait for its end; its exit code has to be 0
//     exit N|any            its exit code has to be N, or does not matter
//     output TEXT           its output has to be exactly TEXT; several such lines are several lines
//     contains TEXT         its output has to hold TEXT
//     lacks TEXT            its output must not hold TEXT
//   host PROGRAM [ARGUMENT...]
//                         run a program of the host, while the other one is up, and wait for
//                         its end; the checks of `run` hold for it as well. Words with blanks stand
//                         in double quotes. $PORT_22 is the port of 127.0.0.1 that leads to the
//                         machine's port 22, $DIRECTORY that of the log, $SCRIPTS the script's own
//   send TEXT             type TEXT and Enter
//   type TEXT             type TEXT as it is
//   eject                 take the medium that the machine was started from out of its drive
//   wait poweroff|reset   wait until the guest powers the machine off, or resets it; after a reset
//                         the script may go on with the next boot
//   timeout SECONDS       each of the steps that follow may take this long (0: only the time-out
//                         of the whole test counts)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

enum class StepKind : std::uint8_t {
  expect,
  refuse,
  shell,
  run,
  host,
  send,
  type,
  eject,
  poweroff,
  reset
};

struct Step {
  StepKind kind = StepKind::expect;
  std::string text;       // expect, refuse, send, type: the text; run: the command
  std::size_t line = 0;   // in the script, from 1; 0 for a step that an option made
  double seconds = 0;     // how long it may take; 0: not limited on its own
  bool any_exit = false;  // run, host, as what follows
  int exit_code = 0;
  std::optional<std::string> output;  // without the last newline
  std::vector<std::string> contains;
  std::vector<std::string> lacks;
  std::vector<std::string> words;  // host: program and arguments

  friend bool operator==(const Step&, const Step&) = default;
};

using Script = std::vector<Step>;

// The longest command. It is typed in pieces, because a shell's line takes 1023 characters.
inline constexpr std::size_t longest_command = 65536;

// Of `send`: the kernel drops what is beyond it (N_TTY_BUF_SIZE).
inline constexpr std::size_t longest_line = 4095;

// What is wrong with the command of a `run`; nothing if it can be typed.
[[nodiscard]] std::optional<std::string> command_fault(std::string_view command);

// Errors name `file` and the line.
[[nodiscard]] Result<Script> parse_script(std::string_view text, const std::string& file);

// Puts values in place of $NAME in the words of `host`. Errors name a name that is not known.
[[nodiscard]] Result<Script> with_values(Script script,
                                         const std::map<std::string, std::string>& values);

// A program and its arguments, as `host` takes them, with these values.
[[nodiscard]] Result<std::vector<std::string>> command_with_values(
    std::string_view text, const std::map<std::string, std::string>& values);

// "run uname -a", for messages.
[[nodiscard]] std::string step_text(const Step& step);

}  // namespace linuxbake::boot
