// SPDX-License-Identifier: MIT
#include "report/ci/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace linuxbake::report::ci {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// Where the plan has tests.
struct PlannedPlaces {
  std::map<std::string, std::size_t> shard_of;  // those that are listed in one
  const ShardPlan& plan;

  explicit PlannedPlaces(const ShardPlan& its_plan) : plan(its_plan) {
    for (std::size_t i = 0; i < plan.shards.size(); ++i)
      for (const std::string& name : plan.shards[i].tests) shard_of[name] = i;
  }

  [[nodiscard]] std::size_t find(const std::string& name) const {
    const auto found = shard_of.find(name);
    return found == shard_of.end() ? nowhere : found->second;
  }

  [[nodiscard]] bool brings(std::size_t shard, const std::string& name) const {
    const std::vector<std::string>& fixtures = plan.shards[shard].fixtures;
    return std::find(fixtures.begin(), fixtures.end(), name) != fixtures.end();
  }

  // That to which all tests of a report belong.
  [[nodiscard]] Result<std::size_t> shard_of_report(const ShardReport& one) const {
    std::optional<std::string> stranger;
    for (std::size_t i = 0; i < plan.shards.size(); ++i) {
      const auto foreign = std::find_if(
          one.report.cases.begin(), one.report.cases.end(),
          [&](const auto& test) { return find(test.name) != i && !brings(i, test.name); });
      const bool has_own = std::any_of(one.report.cases.begin(), one.report.cases.end(),
                                       [&](const auto& test) { return find(test.name) == i; });
      if (has_own && foreign == one.report.cases.end()) return i;
      if (has_own && !stranger) stranger = foreign->name;
    }
    if (one.report.cases.empty()) return nowhere;
    return fail(fmt::format("is the report of no shard of this plan: '{}' is not in the same one "
                            "as the rest",
                            stranger.value_or(one.report.cases.front().name)),
                one.file);
  }
};

class Merger {
 public:
  explicit Merger(const ShardPlan& plan) : places_(plan) {}

  Result<bool> take(const ShardReport& one) {
    const Result<std::size_t> shard = places_.shard_of_report(one);
    if (!shard) return tl::unexpected(shard.error());
    if (*shard == nowhere) return true;
    if (const auto [first, is_new] = files_.emplace(*shard, one.file); !is_new)
      return fail(
          fmt::format("is a second report of shard {}; the first is {}", *shard + 1, first->second),
          one.file);
    take_header(one.report);
    for (const JunitCase& test : one.report.cases) take_case(test);
    return true;
  }

  MergedReport end() {
    for (std::size_t i = 0; i < places_.plan.shards.size(); ++i) look_for_gaps(i);
    return std::move(merged_);
  }

 private:
  void take_header(const JunitReport& from) {
    JunitReport& to = merged_.report;
    if (to.suite.empty()) to.suite = from.suite;
    if (to.hostname.empty()) to.hostname = from.hostname;
    if (to.timestamp.empty() || from.timestamp < to.timestamp) to.timestamp = from.timestamp;
  }

  void take_case(const JunitCase& test) {
    const auto [place, is_new] = cases_.emplace(test.name, merged_.report.cases.size());
    if (is_new)
      merged_.report.cases.push_back(test);
    else if (JunitCase& known = merged_.report.cases[place->second]; known.kind < test.kind)
      known = test;
  }

  void look_for_gaps(std::size_t shard) {
    const NamedShard& planned = places_.plan.shards[shard];
    std::vector<std::string> missing;
    std::copy_if(planned.tests.begin(), planned.tests.end(), std::back_inserter(missing),
                 [&](const std::string& name) { return !cases_.contains(name); });
    if (missing.empty()) return;
    const std::string which = fmt::format("shard {} of {}", shard + 1, places_.plan.shards.size());
    const std::string reason =
        files_.contains(shard) ? "the report of " + which + " lacks it" : which + " has no report";
    merged_.gaps.push_back(
        files_.contains(shard)
            ? fmt::format("the report of {} lacks {} of its {} tests, the first is '{}'", which,
                          missing.size(), planned.tests.size(), missing.front())
            : fmt::format("{} has no report (tests: {})", which, planned.tests.size()));
    for (const std::string& name : missing) take_case(junit_error(name, reason));
  }

  PlannedPlaces places_;
  std::map<std::size_t, std::string> files_;  // by shard
  std::map<std::string, std::size_t> cases_;  // places in the merged report
  MergedReport merged_;
};

}  // namespace

Result<MergedReport> merge_reports(const ShardPlan& plan, const std::vector<ShardReport>& reports) {
  Merger merger(plan);
  for (const ShardReport& one : reports) {
    const Result<bool> taken = merger.take(one);
    if (!taken) return tl::unexpected(taken.error());
  }
  return merger.end();
}

std::string merged_text(const MergedReport& merged) {
  const std::vector<JunitCase>& cases = merged.report.cases;
  std::string text =
      fmt::format("{} tests: {} passed, {} failed, {} skipped, {} disabled, {} without a result\n",
                  cases.size(), count_of(cases, CaseKind::passed),
                  count_of(cases, CaseKind::failed), count_of(cases, CaseKind::skipped),
                  count_of(cases, CaseKind::disabled), count_of(cases, CaseKind::error));
  for (const JunitCase& one : cases)
    if (one.kind == CaseKind::failed) text += "  failed: " + one.name + "\n";
  return text;
}

}  // namespace linuxbake::report::ci
