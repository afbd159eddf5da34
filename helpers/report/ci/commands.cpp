// SPDX-License-Identifier: MIT
#include "report/ci/commands.h"

#include <fmt/format.h>

#include <iostream>
#include <set>

#include "common/files.h"
#include "common/program.h"
#include "report/ci/junit.h"
#include "report/ci/merge.h"
#include "report/ci/shard_files.h"
#include "report/ci/shards.h"
#include "report/ci/test_tree.h"
#include "report/ci/times.h"

namespace linuxbake::report::ci {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> in_config(const std::string& config) {
  if (config.empty()) return {};
  return {"-C", config};
}

// The first run of a CI service has no times yet, and begins all the same.
Result<RecordedTimes> read_times(const ShardsOptions& options) {
  std::vector<std::string> files = options.times;
  const fs::path own = options.build / "Testing" / "Temporary" / "CTestCostData.txt";
  if (files.empty() && fs::exists(own)) files.push_back(own.string());
  RecordedTimes times;
  for (const std::string& file : files) {
    if (!fs::exists(file)) {
      std::cerr << fmt::format("linuxbake-report: note: {} is not there: no times from it\n", file);
      continue;
    }
    Result<RecordedTimes> some =
        read_file(file).and_then([&](const std::string& text) { return parse_times(text, file); });
    if (!some) return some;
    for (const auto& [name, seconds] : *some) times[name] = seconds;
  }
  return times;
}

Result<std::vector<std::size_t>> chosen_of(const std::vector<TreeTest>& tests,
                                           const ShardsOptions& options) {
  std::set<std::string> names;
  if (!options.selection.empty()) {
    std::vector<std::string> words = in_config(options.config);
    words.insert(words.end(), options.selection.begin(), options.selection.end());
    const Result<std::vector<TreeTest>> selected = list_tests(options.build, words);
    if (!selected) return tl::unexpected(selected.error());
    for (const TreeTest& test : *selected) names.insert(test.name);
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < tests.size(); ++i)
    if (options.selection.empty() || names.contains(tests[i].name)) chosen.push_back(i);
  return chosen;
}

std::size_t unknown_among(const std::vector<std::size_t>& chosen,
                          const std::vector<bool>& is_known) {
  std::size_t count = 0;
  for (const std::size_t one : chosen)
    if (!is_known[one]) ++count;
  return count;
}

Result<ShardReport> read_shard_report(const std::string& file) {
  return read_file(file)
      .and_then([&](const std::string& text) { return parse_junit(text, file); })
      .map([&](JunitReport report) {
        return ShardReport{file, std::move(report)};
      });
}

Result<MergedReport> read_and_merge(const MergeOptions& options) {
  const fs::path file = options.shards / "shards.json";
  const Result<ShardPlan> plan = read_file(file).and_then(
      [&](const std::string& text) { return parse_shard_plan(text, file.string()); });
  if (!plan) return tl::unexpected(plan.error());
  std::vector<ShardReport> reports;
  for (const std::string& one : options.reports) {
    Result<ShardReport> report = read_shard_report(one);
    if (!report) return tl::unexpected(report.error());
    reports.push_back(std::move(*report));
  }
  return merge_reports(*plan, reports);
}

}  // namespace

Result<int> run_shards(const ShardsOptions& options) {
  const Result<std::vector<TreeTest>> tests = list_tests(options.build, in_config(options.config));
  if (!tests) return tl::unexpected(tests.error());
  const Result<RecordedTimes> recorded = read_times(options);
  if (!recorded) return tl::unexpected(recorded.error());
  const Result<std::vector<std::size_t>> chosen = chosen_of(*tests, options);
  if (!chosen) return tl::unexpected(chosen.error());
  const TestTimes times = times_of(*tests, *recorded);
  const std::vector<Shard> shards =
      divide({*tests, times.seconds, *chosen, options.count, options.jobs});
  const ShardPlan plan = plan_of(*tests, shards, unknown_among(*chosen, times.is_known));
  if (!options.output.empty()) {
    const Result<bool> written = write_shards(options.output, *tests, shards, plan);
    if (!written) return tl::unexpected(written.error());
  }
  std::cout << (options.json ? plan_json(plan) : plan_table(plan));
  return exit_done;
}

Result<int> run_check_shard(const CheckShardOptions& options) {
  const Result<NumberedTests> shard =
      read_file(options.file).and_then([&](const std::string& text) {
        return parse_ctest_text(text, options.file.string());
      });
  if (!shard) return tl::unexpected(shard.error());
  return list_tests(options.build, in_config(options.config))
      .and_then([&](const std::vector<TreeTest>& tests) {
        return check_shard(*shard, tests, options.file.string());
      })
      .map([](std::size_t) { return exit_done; });
}

Result<int> run_merge_junit(const MergeOptions& options) {
  const Result<MergedReport> merged = read_and_merge(options);
  if (!merged) return tl::unexpected(merged.error());
  const Result<bool> written = write_file_if_different(options.output, junit_text(merged->report));
  if (!written) return tl::unexpected(written.error());
  std::cout << merged_text(*merged);
  for (const std::string& gap : merged->gaps)
    std::cerr << fmt::format("linuxbake-report: error: {}\n", gap);
  return merged->gaps.empty() ? exit_done : exit_failed;
}

}  // namespace linuxbake::report::ci
