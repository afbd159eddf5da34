// SPDX-License-Identifier: MIT
// command.h - linuxbake-report budget.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::report::budget {

struct BudgetOptions {
  std::string plan, counted, baseline;  // files and a directory; empty where there is none
  std::vector<std::string> at_most;     // <figure>=<number>
  double tolerance = 0;
  bool renew = false;
};

// Prints the figures, and what has grown. Returns the exit code, which says whether the budget is
// kept. Errors: a file is missing or damaged.
[[nodiscard]] Result<int> run_budget(const BudgetOptions& options);

}  // namespace linuxbake::report::budget
