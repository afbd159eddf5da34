// SPDX-License-Identifier: MIT
// diff.h - two configurations side by side, as a person reads it.
#pragma once

#include <string>
#include <vector>

#include "kconfig/assignments.h"

namespace linuxbake::kconfig {

struct Difference {
  std::string name;
  std::string before;  // "n" where the configuration does not have it
  std::string after;
  std::string why;  // where it is known: "kernel.config:7", "selected by CONFIG_PCI"
};

// Sorted: what is switched on, switched off, and otherwise changed; by name in each.
[[nodiscard]] std::vector<Difference> diff(const Assignments& before, const Assignments& after);

// "+CONFIG_A=y", "-CONFIG_B=m", " CONFIG_C: 17 -> 18"; behind it, in parentheses, why.
[[nodiscard]] std::string diff_text(const std::vector<Difference>& differences);

}  // namespace linuxbake::kconfig
