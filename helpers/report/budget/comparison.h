// SPDX-License-Identifier: MIT
// comparison.h - whether a system keeps its budget, and if not, what has grown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "report/budget/state.h"

namespace linuxbake::report::budget {

struct Limits {
  Figures at_most;              // by the names of State::figures
  std::optional<State> before;  // what has no limit of its own may take what it took then
  double tolerance = 0;         // per cent that it may take more than then
};

struct Comparison {
  bool is_kept = false;
  std::string text;  // for people: each figure with its limit; where one is too large, what grew
};

// Errors: a limit for a figure that is not known.
[[nodiscard]] Result<Comparison> compare(const State& now, const Limits& limits);

}  // namespace linuxbake::report::budget
