// SPDX-License-Identifier: MIT
// run.h - runs a make, or anything that starts makes, inside a pool of jobs.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::jobs {

struct RunOptions {
  std::filesystem::path pool;
  unsigned jobs = 0;                 // 0: as LINUXBAKE_JOBSERVER says, else one a processor
  std::vector<std::string> command;  // the program, looked up in PATH, and its arguments
  std::filesystem::path log;         // empty: the command keeps our standard output
  std::filesystem::path steps;       // where the number of steps is noted; empty: nowhere
  std::string title;
  std::uint64_t expected = 0;
  bool quiet = false;
  std::vector<std::filesystem::path> writable;  // where the command may write; empty: anywhere
  std::chrono::seconds patience{10};            // to wait for a first slot; then one is borrowed
};

// Waits for a slot of the pool, runs the command with a job server in MAKEFLAGS, and gives the
// command's exit code (128 + n if signal n ended it; 127 if it could not be started).
//
// With `log`, what the command prints goes there; see Progress for what is shown. If the command
// fails, the last lines are shown. Where LINUXBAKE_JOBSERVER holds the MAKEFLAGS of a make around
// us, all jobs but one are also asked for there, and its number is that of jobs. Inside a run with
// the same pool the command just takes part in it. When this process dies, the command gets
// SIGTERM. Its umask is 022, whatever ours is: who shares a cache can read what it makes.
[[nodiscard]] Result<int> run(const RunOptions& options);

}  // namespace linuxbake::jobs
