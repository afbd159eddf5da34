// SPDX-License-Identifier: MIT
#include "report/ci/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/lines.h"
#include "report/ci/junit.h"

namespace linuxbake::report::ci {
namespace {

Result<RecordedTimes> times_of_junit(std::string_view text, const std::string& file) {
  return parse_junit(text, file).map([](const JunitReport& report) {
    RecordedTimes times;
    for (const JunitCase& one : report.cases)
      if (one.seconds) times[one.name] = *one.seconds;
    return times;
  });
}

// The word at the end of a line, which loses it.
std::string_view take_last_word(std::string_view& line) {
  const std::size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view word = line.substr(blank + 1);
  line = line.substr(0, blank);
  return word;
}

Result<RecordedTimes> times_of_cost_data(std::string_view text, const std::string& file) {
  RecordedTimes times;
  while (!text.empty()) {
    std::string_view line = trimmed(take_line(text), "\r");
    if (line.empty() || line == "---") break;
    const std::string whole(line);
    const std::optional<double> seconds = parse_seconds(std::string(take_last_word(line)));
    const std::optional<double> runs = parse_seconds(std::string(take_last_word(line)));
    if (!seconds || !runs || line.empty())
      return fail(fmt::format("has neither JUnit's format nor that of CTestCostData.txt: '{}'",
                              whole.substr(0, 60)),
                  file);
    if (*runs > 0) times[std::string(line)] = *seconds;
  }
  return times;
}

std::optional<double> median_of(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  const std::size_t middle = values.size() / 2;
  std::sort(values.begin(), values.end());
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// What is known, by label.
struct Medians {
  std::map<std::string, double> of_label;
  double of_all = 1;

  [[nodiscard]] double guess(const TreeTest& test) const {
    for (const std::string& label : test.labels)
      if (const auto found = of_label.find(label); found != of_label.end()) return found->second;
    return of_all;
  }
};

Medians medians_of(const std::vector<TreeTest>& tests, const RecordedTimes& recorded) {
  std::vector<double> all;
  std::map<std::string, std::vector<double>> with_label;
  for (const TreeTest& test : tests) {
    const auto found = recorded.find(test.name);
    if (found == recorded.end()) continue;
    all.push_back(found->second);
    for (const std::string& label : test.labels) with_label[label].push_back(found->second);
  }
  Medians medians;
  medians.of_all = median_of(std::move(all)).value_or(medians.of_all);
  for (auto& [label, values] : with_label) medians.of_label[label] = *median_of(std::move(values));
  return medians;
}

}  // namespace

Result<RecordedTimes> parse_times(std::string_view text, const std::string& file) {
  const bool is_xml = trimmed(text, " \t\r\n\xef\xbb\xbf").starts_with('<');
  return is_xml ? times_of_junit(text, file) : times_of_cost_data(text, file);
}

TestTimes times_of(const std::vector<TreeTest>& tests, const RecordedTimes& recorded) {
  const Medians medians = medians_of(tests, recorded);
  TestTimes times;
  for (const TreeTest& test : tests) {
    const auto found = recorded.find(test.name);
    const bool is_known = test.is_disabled || found != recorded.end();
    times.is_known.push_back(is_known);
    times.seconds.push_back(test.is_disabled ? 0 : is_known ? found->second : medians.guess(test));
  }
  return times;
}

}  // namespace linuxbake::report::ci
