// SPDX-License-Identifier: MIT
// shard_files.h - shards as files.
//
// <directory>/<number>.txt is for ctest -I, which reads the first line of a file alone:
//
//   0,0,,<number>,<number>...     from 0 to 0, that is none, and these
//   <number> <name>               a line for each, by which we see whether it is the same tree
//
// <directory>/shards.json is for those who put the results together.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "report/ci/shards.h"

namespace linuxbake::report::ci {

struct NamedShard {
  std::vector<std::string> tests, fixtures;
  double seconds = 0;
};

struct ShardPlan {
  std::size_t unknown = 0;  // tests without a recorded time
  std::vector<NamedShard> shards;
};

[[nodiscard]] ShardPlan plan_of(const std::vector<TreeTest>& tests,
                                const std::vector<Shard>& shards, std::size_t unknown);

[[nodiscard]] std::string plan_json(const ShardPlan& plan);
[[nodiscard]] Result<ShardPlan> parse_shard_plan(std::string_view text, const std::string& file);
// For people.
[[nodiscard]] std::string plan_table(const ShardPlan& plan);

using NumberedTests = std::vector<std::pair<std::size_t, std::string>>;

[[nodiscard]] std::string ctest_text(const NumberedTests& tests);
[[nodiscard]] Result<NumberedTests> parse_ctest_text(std::string_view text,
                                                     const std::string& file);
// Errors: a test of the shard has another name in this tree.
[[nodiscard]] Result<std::size_t> check_shard(const NumberedTests& shard,
                                              const std::vector<TreeTest>& tests,
                                              const std::string& file);

// All files; those of an earlier division that had more shards go.
[[nodiscard]] Result<bool> write_shards(const std::filesystem::path& directory,
                                        const std::vector<TreeTest>& tests,
                                        const std::vector<Shard>& shards, const ShardPlan& plan);

}  // namespace linuxbake::report::ci
