// SPDX-License-Identifier: MIT
// times.h - how long tests take, from what earlier runs have left behind.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "report/ci/test_tree.h"

namespace linuxbake::report::ci {

using RecordedTimes = std::map<std::string, double>;  // seconds, by the name of the test

// A report of JUnit's format, or ctest's own record, Testing/Temporary/CTestCostData.txt:
//
//   <name> <number of runs> <seconds, a mean>
//   ...
//   ---
//   <name of a test that failed>
//
// `file` is for errors.
[[nodiscard]] Result<RecordedTimes> parse_times(std::string_view text, const std::string& file);

struct TestTimes {
  std::vector<double> seconds;  // of each test of the tree
  std::vector<bool> is_known;   // else it was guessed
};

// A test without a recorded time takes as long as the median of those that have one and its label
// (the first of its labels for which there are some), else as the median of all, else one second.
// What is disabled takes no time.
[[nodiscard]] TestTimes times_of(const std::vector<TreeTest>& tests, const RecordedTimes& recorded);

}  // namespace linuxbake::report::ci
