// SPDX-License-Identifier: MIT
#include "report/budget/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <utility>

#include "common/files.h"
#include "common/program.h"
#include "report/budget/comparison.h"
#include "report/budget/state.h"
#include "report/plan.h"

namespace linuxbake::report::budget {
namespace {

Result<Figures> limits_of(const std::vector<std::string>& words) {
  Figures limits;
  for (const std::string& word : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const char* const end = word.data() + word.size();
    const char* const digits = std::min(word.data() + equals + 1, end);
    std::uint64_t limit = 0;
    const auto [stop, error] = std::from_chars(digits, end, limit);
    if (digits == end || error != std::errc() || stop != end)
      return fail(fmt::format("--at-most '{}' is not <figure>=<number>", word));
    limits[word.substr(0, equals)] = limit;
  }
  return limits;
}

Result<std::optional<State>> read_baseline(const BudgetOptions& options) {
  if (options.baseline.empty()) return std::nullopt;
  if (!std::filesystem::exists(options.baseline))
    return fail("is not there yet: the target that renews the budget writes it", options.baseline);
  return read_file(options.baseline)
      .and_then([&](const std::string& text) { return parse_state(text, options.baseline); })
      .map([](State state) { return std::optional(std::move(state)); });
}

Result<int> renew(const BudgetOptions& options, const State& now) {
  return write_file_if_different(options.baseline, state_json(now)).map([&](bool changed) {
    std::cout << fmt::format("{} {}\n", options.baseline,
                             changed ? "has the figures of now." : "had these figures already.");
    return exit_done;
  });
}

Result<int> judge(const BudgetOptions& options, const std::string& name, const State& now) {
  const auto limits = limits_of(options.at_most);
  if (!limits) return tl::unexpected(limits.error());
  const auto before = read_baseline(options);
  if (!before) return tl::unexpected(before.error());
  return compare(now, {*limits, *before, options.tolerance}).map([&](const Comparison& comparison) {
    std::cout << fmt::format("{}: {}\n{}", name,
                             comparison.is_kept ? "within its budget" : "beyond its budget",
                             comparison.text);
    return comparison.is_kept ? exit_done : exit_failed;
  });
}

}  // namespace

Result<int> run_budget(const BudgetOptions& options) {
  const Result<Plan> plan = read_file(options.plan).and_then([&](const std::string& text) {
    return parse_plan(text, options.plan);
  });
  if (!plan) return tl::unexpected(plan.error());
  const Result<State> now = measure_state(*plan, options.counted);
  if (!now) return tl::unexpected(now.error());
  return options.renew ? renew(options, *now) : judge(options, plan->name, *now);
}

}  // namespace linuxbake::report::budget
