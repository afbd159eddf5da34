// SPDX-License-Identifier: MIT
// shards.h - the tests of a tree in parts that take equally long, for as many machines.
//
// Longest processing time first (Graham 1969): the longest test goes first, each goes to the shard
// that is then the shortest. Where tests need nothing of each other, the longest shard takes at
// most a third more than in the best division. The same tests and times give the same shards.
//
// Each test that was chosen is in exactly one shard. Besides:
//
//   Fixtures    ctest adds the tests that set one up and clean it up wherever a test requires it,
//               and so does the time of a shard. They are listed in one of the shards that run
//               them.
//   DEPENDS     is an order; ctest adds nothing. What depends on another test is in its shard.
//   RUN_SERIAL  counts in full, all else is divided by the number of tests at once (`jobs`).
//
// Locks (RESOURCE_LOCK) and processors that nobody has make a shard slower than is reckoned.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/ci/test_tree.h"

namespace linuxbake::report::ci {

struct Shard {
  std::vector<std::size_t> tests;     // places in the tree, in its order
  std::vector<std::size_t> fixtures;  // what ctest adds to them
  double seconds = 0;                 // with those
};

struct ShardRequest {
  std::vector<TreeTest> tests;      // all of the tree
  std::vector<double> seconds;      // of each of them
  std::vector<std::size_t> chosen;  // places in the tree, in its order
  std::size_t count = 1;            // of shards
  unsigned jobs = 1;                // of ctest -j
};

// As many as were asked for; some may be empty.
[[nodiscard]] std::vector<Shard> divide(const ShardRequest& request);

}  // namespace linuxbake::report::ci
