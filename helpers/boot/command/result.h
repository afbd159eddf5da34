// SPDX-License-Identifier: MIT
// result.h - `linuxbake-boot result` and `summary`: tell what runs have left behind.
#pragma once

#include <string>
#include <vector>

#include "boot/command/end.h"
#include "common/command_line.h"

namespace linuxbake::boot {

struct ResultOptions {
  std::string directory;
  std::string name;  // empty: the whole
};

void add_result_options(Command& command, ResultOptions& options);
// One result of a run, or how the whole has ended.
[[nodiscard]] Result<CommandEnd> tell_result(const ResultOptions& options);

struct SummaryOptions {
  std::vector<std::string> reports;
};

void add_summary_options(Command& command, SummaryOptions& options);
// A table of reports.
[[nodiscard]] Result<CommandEnd> summarise(const SummaryOptions& options);

}  // namespace linuxbake::boot
