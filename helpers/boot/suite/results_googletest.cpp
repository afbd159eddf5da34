// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "boot/suite/result_lines.h"
#include "boot/suite/results.h"

namespace linuxbake::boot {
namespace {

constexpr std::string_view begins = "[ RUN      ] ";
constexpr std::pair<std::string_view, ResultKind> ends[] = {{"[       OK ] ", ResultKind::passed},
                                                            {"[  FAILED  ] ", ResultKind::failed},
                                                            {"[  SKIPPED ] ", ResultKind::skipped}};

// The number of tests in "[==========] Running 4 tests from ..." and "[==========] 4 tests ...
// ran.", which a test that repeats itself prints again.
class Announced {
 public:
  void take(std::string_view line, std::string_view before) {
    const std::size_t at = line.find(before);
    if (at == std::string_view::npos) return;
    const std::string_view rest = line.substr(at + before.size());
    std::size_t count = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    if (problem != std::errc{} ||
        !rest.substr(static_cast<std::size_t>(end - rest.data())).starts_with(" test"))
      return;
    sum_ = sum_.value_or(0) + count;
  }
  [[nodiscard]] std::optional<std::size_t> sum() const { return sum_; }

 private:
  std::optional<std::size_t> sum_;
};

// What follows a mark that does not begin its line is the name of a test, or the mark is none.
std::optional<std::string> name_of_begun(std::string_view line, std::size_t at) {
  const std::string_view name = line.substr(at + begins.size());
  const bool is_name = name.find('.') != std::string_view::npos &&
                       name.find_first_of(" \t") == std::string_view::npos;
  if (at > 0 && !is_name) return std::nullopt;
  return std::string(name);
}

// GoogleTest's own lines with --gtest_color=yes: marks and names have colours around them (ECMA-48,
// "select graphic rendition").
std::string without_colours(std::string_view line) {
  std::string plain;
  while (true) {
    const std::size_t at = line.find("\x1b[");
    plain += line.substr(0, at);
    if (at == std::string_view::npos) return plain;
    line.remove_prefix(at + 2);
    const std::size_t end = line.find_first_not_of("0123456789;");
    if (end == std::string_view::npos) return plain;
    line.remove_prefix(line[end] == 'm' ? end + 1 : end);
  }
}

bool has_mark(std::string_view line) {
  if (line.find(begins) != std::string_view::npos) return true;
  if (line.find("[==========] ") != std::string_view::npos) return true;
  return std::any_of(std::begin(ends), std::end(ends), [line](const auto& end) {
    return line.find(end.first) != std::string_view::npos;
  });
}

class GoogleTestReader {
 public:
  void take(std::string_view line) {
    std::string plain;
    if (line.find("\x1b[") != std::string_view::npos) {
      plain = without_colours(line);
      if (has_mark(plain)) line = plain;
    }
    if (take_begin(line)) return;
    const std::string* running = results_.running();
    if (running == nullptr) {
      begun_.take(line, "[==========] Running ");
      if (line.find(" ran.") != std::string_view::npos) ended_.take(line, "[==========] ");
      return;
    }
    for (const auto& [mark, kind] : ends) {
      // What the test has printed last may have no end of line.
      const std::string whole = std::string(mark) + *running;
      const std::size_t at = line.find(whole);
      if (at == std::string_view::npos || !ends_name(line.substr(at + whole.size()))) continue;
      if (at > 0) results_.add(std::string(line.substr(0, at)) + '\n');
      results_.end(kind);
      return;
    }
    results_.add(std::string(line) + '\n');
  }

  Results finish() {
    Results results;
    results.single = results_.finish();
    results.complaint = complaint(results.single.size());
    return results;
  }

 private:
  // Other output may stand before the mark: of SetUpTestSuite(), an environment, a listener.
  bool take_begin(std::string_view line) {
    const std::size_t at = line.find(begins);
    if (at == std::string_view::npos) return false;
    const std::optional<std::string> name = name_of_begun(line, at);
    if (!name) return false;
    if (at > 0) results_.add(std::string(line.substr(0, at)) + '\n');
    results_.begin(*name);
    return true;
  }

  static bool ends_name(std::string_view rest) {
    return rest.empty() || rest.front() == ' ' || rest.front() == ',';
  }

  [[nodiscard]] std::string complaint(std::size_t found) const {
    if (!begun_.sum() && !ended_.sum()) return "the program has printed no result of GoogleTest";
    const std::size_t announced = begun_.sum().value_or(*ended_.sum());
    if (announced != found) {
      return fmt::format("GoogleTest says that it runs {} tests, but {} have printed a result{}",
                         announced, found, found == 0 ? " (is --gtest_brief set?)" : "");
    }
    if (found == 0) return "GoogleTest has run no test: does its filter match none?";
    if (!ended_.sum()) return "GoogleTest's last line, which counts the tests, is missing";
    return {};
  }

  ResultCollector results_;
  Announced begun_, ended_;
};

}  // namespace

Results read_googletest(std::string_view output) {
  GoogleTestReader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
