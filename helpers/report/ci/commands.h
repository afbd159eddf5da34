// SPDX-License-Identifier: MIT
// commands.h - the commands of linuxbake-report for those who test on several machines.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::report::ci {

struct ShardsOptions {
  unsigned count = 1, jobs = 1;
  std::filesystem::path build = ".";
  std::string config;
  std::vector<std::string> times, selection;
  std::filesystem::path output;  // empty: no files
  bool json = false;
};

struct CheckShardOptions {
  std::filesystem::path file, build = ".";
  std::string config;
};

struct MergeOptions {
  std::vector<std::string> reports;
  std::filesystem::path shards, output;
};

// They print what people or programs want to read, and return the exit code.
[[nodiscard]] Result<int> run_shards(const ShardsOptions& options);
[[nodiscard]] Result<int> run_check_shard(const CheckShardOptions& options);
[[nodiscard]] Result<int> run_merge_junit(const MergeOptions& options);

}  // namespace linuxbake::report::ci
