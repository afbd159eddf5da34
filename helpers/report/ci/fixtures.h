// SPDX-License-Identifier: MIT
// fixtures.h - which tests have to run on one machine, and what ctest adds to them.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "report/ci/test_tree.h"

namespace linuxbake::report::ci {

// Tests, by their places in the tree.
using TestSet = std::set<std::size_t>;

// For each test of the tree: what ctest adds to it, for the fixtures that it requires and for those
// that these require.
[[nodiscard]] std::vector<TestSet> additions_of(const std::vector<TreeTest>& tests);

struct TestGroups {
  // Tests that belong together, because one depends on another; in the order of their first ones.
  std::vector<std::vector<std::size_t>> groups;
  // Those that come with others anyway, and that nothing else depends on.
  std::vector<std::size_t> carried;
};

[[nodiscard]] TestGroups group(const std::vector<TreeTest>& tests,
                               const std::vector<TestSet>& additions,
                               const std::vector<std::size_t>& chosen);

}  // namespace linuxbake::report::ci
