// SPDX-License-Identifier: MIT
// jobs.h - make, or another program that runs jobs, inside the pool of jobs that all builds of a
// user share (linuxbake-jobs).
#pragma once

#include <string>

#include "bake/host/command.h"
#include "bake/host/words.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Progress {
  bool is_shown = false;            // how far it is, while it runs
  std::string expected_steps = {};  // a number, or empty where nobody knows
};

// What stands before "--" and the program. `log` is the name of its log in the target's directory,
// without ".log".
[[nodiscard]] Words jobs_words(const Recipe& recipe, const std::string& log,
                               const Progress& progress = {});

struct Make {
  std::string what, log;  // for the messages, and as above
  Words arguments;
  decltype(Command::environment) environment = {};  // besides ours
  Progress progress = {};
  Path input = {};  // what it reads; empty: nothing
};

// Runs make. Errors: it fails; then the error is "<what> failed (2)."
[[nodiscard]] Result<void> run_make(const Recipe& recipe, const Make& make);

}  // namespace linuxbake::bake
