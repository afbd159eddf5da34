// SPDX-License-Identifier: MIT
// state.h - what a system takes, in one figure each and in its parts. As a file (JSON) it is the
// baseline of a budget, which people keep beside their sources:
//
//   { "linuxbake_budget": 1,
//     "figures": {"size": 2134016, "kernel": 1397760, "initramfs": 653112, "instructions": 1043…},
//     "parts": {"image": {"boot loader": 36864, …}, "kernel": {"drivers/tty": 81920, …},
//               "initramfs": {"bin/busybox": 1024000, …}},
//     "options": {"CONFIG_64BIT": "y", …} }
//
// Sizes are bytes: of the files, and of the parts as report/size.h has them, where those of a
// kernel and an initramfs are unpacked. What is not known is left out. One member a line, sorted,
// so that a change of it can be read as one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "common/result.h"
#include "report/plan.h"

namespace linuxbake::report::budget {

using Figures = std::map<std::string, std::uint64_t>;
using Options = std::map<std::string, std::string>;

struct State {
  Figures figures;
  std::map<std::string, Figures> parts;
  Options options;  // of the kernel's configuration; what is off is left out
};

// Of the plan's first image, kernel and initramfs, and of a boot whose instructions were counted
// (`linuxbake-boot run --icount`) where its directory is named. Errors: a file is missing or
// damaged, the boot did not come to a shell.
[[nodiscard]] Result<State> measure_state(const Plan& plan, const std::filesystem::path& counted);

// Errors: no JSON, or none of a budget.
[[nodiscard]] Result<State> parse_state(const std::string& text, const std::string& file);

// Ends in a newline.
[[nodiscard]] std::string state_json(const State& state);

}  // namespace linuxbake::report::budget
