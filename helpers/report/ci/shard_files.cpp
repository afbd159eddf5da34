// SPDX-License-Identifier: MIT
#include "report/ci/shard_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/lines.h"

namespace linuxbake::report::ci {
namespace {

std::vector<std::string> names_of(const std::vector<TreeTest>& tests,
                                  const std::vector<std::size_t>& places) {
  std::vector<std::string> names;
  for (const std::size_t place : places) names.push_back(tests[place].name);
  return names;
}

std::string shard_file_name(std::size_t number) {
  return fmt::format("{}.txt", number);
}

double rounded_to_milliseconds(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

Result<bool> remove_further_shards(const std::filesystem::path& directory, std::size_t count) {
  std::error_code error;
  for (std::size_t number = count + 1;
       std::filesystem::remove(directory / shard_file_name(number), error); ++number) {
  }
  if (error) return fail("cannot be removed: " + error.message(), (directory / "*.txt").string());
  return true;
}

}  // namespace

ShardPlan plan_of(const std::vector<TreeTest>& tests, const std::vector<Shard>& shards,
                  std::size_t unknown) {
  ShardPlan plan{unknown, {}};
  for (const Shard& shard : shards)
    plan.shards.push_back(
        {names_of(tests, shard.tests), names_of(tests, shard.fixtures), shard.seconds});
  return plan;
}

std::string plan_json(const ShardPlan& plan) {
  Json shards = Json::array();
  for (const NamedShard& shard : plan.shards)
    shards.push_back({{"file", shard_file_name(shards.size() + 1)},
                      {"seconds", rounded_to_milliseconds(shard.seconds)},
                      {"tests", shard.tests},
                      {"fixtures", shard.fixtures}});
  const Json json{{"of", plan.shards.size()}, {"unknown", plan.unknown}, {"shards", shards}};
  return json_text(json, 2) + "\n";
}

Result<ShardPlan> parse_shard_plan(std::string_view text, const std::string& file) {
  try {
    const Json json = parse_json(text);
    ShardPlan plan{json.at("unknown"), {}};
    for (const Json& shard : json.at("shards"))
      plan.shards.push_back({shard.at("tests"), shard.at("fixtures"), shard.at("seconds")});
    return plan;
  } catch (const Json::exception& error) {
    return fail(std::string("was not written by linuxbake-report shards: ") + error.what(), file);
  }
}

std::string plan_table(const ShardPlan& plan) {
  std::string text = "  Shard   Tests  Fixtures   Seconds\n";
  std::size_t number = 0, all = 0;
  for (const NamedShard& shard : plan.shards) {
    all += shard.tests.size();
    text += fmt::format("  {:>5}  {:>6}  {:>8}  {:>8.1f}\n", ++number, shard.tests.size(),
                        shard.fixtures.size(), shard.seconds);
  }
  if (plan.unknown > 0)
    text += fmt::format(
        "The time of {} of {} tests is not known; each counts as the median of its label.\n",
        plan.unknown, all);
  return text;
}

std::string ctest_text(const NumberedTests& tests) {
  std::string numbers = "0,0,", names;
  for (const auto& [number, name] : tests) {
    numbers += fmt::format(",{}", number);
    names += fmt::format("{} {}\n", number, name);
  }
  return numbers + "\n" + names;
}

Result<NumberedTests> parse_ctest_text(std::string_view text, const std::string& file) {
  const std::vector<std::string> lines = split(text, "\n");
  NumberedTests tests;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t blank = lines[i].find(' ');
    if (blank == std::string::npos) continue;  // behind the last line
    tests.emplace_back(std::strtoul(lines[i].c_str(), nullptr, 10), lines[i].substr(blank + 1));
  }
  if (ctest_text(tests) != text) return fail("was not written by linuxbake-report shards", file);
  return tests;
}

Result<std::size_t> check_shard(const NumberedTests& shard, const std::vector<TreeTest>& tests,
                                const std::string& file) {
  std::size_t line = 1;
  for (const auto& [number, name] : shard) {
    ++line;
    const bool is_there = number >= 1 && number <= tests.size();
    if (!is_there || tests[number - 1].name != name)
      return fail(fmt::format("test {} is '{}' in the shard, and {} in this tree, which has other "
                              "tests: make the shards anew",
                              number, name,
                              is_there ? fmt::format("'{}'", tests[number - 1].name) : "not there"),
                  file, line);
  }
  return shard.size();
}

Result<bool> write_shards(const std::filesystem::path& directory,
                          const std::vector<TreeTest>& tests, const std::vector<Shard>& shards,
                          const ShardPlan& plan) {
  std::size_t count = 0;
  for (const Shard& shard : shards) {
    NumberedTests numbered;
    for (const std::size_t place : shard.tests) numbered.emplace_back(place + 1, tests[place].name);
    const Result<bool> written =
        write_file_if_different(directory / shard_file_name(++count), ctest_text(numbered));
    if (!written) return written;
  }
  return remove_further_shards(directory, count).and_then([&](bool) {
    return write_file_if_different(directory / "shards.json", plan_json(plan));
  });
}

}  // namespace linuxbake::report::ci
