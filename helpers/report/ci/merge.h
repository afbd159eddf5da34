// SPDX-License-Identifier: MIT
// merge.h - the reports of all shards as one.
//
// Nothing gets lost: a test of the plan that no report has is an error in the whole report. A
// fixture's tests ran in each shard that needs them; they are there once, and the worst counts.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"
#include "report/ci/junit.h"
#include "report/ci/shard_files.h"

namespace linuxbake::report::ci {

struct ShardReport {
  std::string file;
  JunitReport report;
};

struct MergedReport {
  JunitReport report;
  std::vector<std::string> gaps;  // sentences: "shard 2 of 4 has no report: ..."
};

// Errors: a report is of no shard of the plan, or of two; two are of the same; a test is in a
// report that the plan has elsewhere or nowhere.
[[nodiscard]] Result<MergedReport> merge_reports(const ShardPlan& plan,
                                                 const std::vector<ShardReport>& reports);

// How it ended, and the names of what failed.
[[nodiscard]] std::string merged_text(const MergedReport& merged);

}  // namespace linuxbake::report::ci
