// SPDX-License-Identifier: MIT
// child.h - a program that cannot outlive us.
//
// Between us and the program stands a supervisor, a process forked from us: the program runs in a
// process group of its own, dies with the supervisor (PR_SET_PDEATHSIG), and whatever it starts
// and leaves behind becomes the supervisor's child (PR_SET_CHILD_SUBREAPER). The supervisor kills
// all of it when it is told to, when the program has ended, and when its pipe to us is closed,
// which happens even if we are killed by SIGKILL.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/descriptor.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Child {
  Descriptor input;    // its standard input; all of these are non-blocking
  Descriptor output;   // its standard output
  Descriptor errors;   // its standard error
  Descriptor monitor;  // the other end of its descriptor 3
  Descriptor status;   // readable when it has ended, see read_end()
  Descriptor control;  // closing it kills everything
  pid_t supervisor = -1;
};

// Errors: no process or pipe can be made. A program that does not exist is an end, see ChildEnd.
// Besides its standard streams it gets a socket to us as descriptor 3, and copies of `further` from
// 4 on.
[[nodiscard]] Result<Child> start_child(const std::vector<std::string>& command,
                                        const std::vector<int>& further = {});

struct ChildEnd {
  int start_error = 0;  // errno of exec; 0: it was started
  int wait_status = 0;  // as wait(2) gives it
};

// To be called when `status` is readable; waits for nothing else.
[[nodiscard]] ChildEnd read_end(const Child& child);

// Kills all of it and returns when nothing is left.
void kill_child(Child& child);

// "exit code 1", "signal 9 (Killed)", "cannot be started: No such file or directory".
[[nodiscard]] std::string end_text(const ChildEnd& end);

// Reads what is there, up to `limit` bytes, without waiting. Sets `at_end` at the end of the file.
[[nodiscard]] std::string read_available(const Descriptor& descriptor, bool& at_end,
                                         std::size_t limit = std::size_t{1} << 16U);

// Writes what is taken without waiting, and removes it from `bytes`.
void write_available(const Descriptor& descriptor, std::string& bytes);

}  // namespace linuxbake::boot
