// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "boot/suite/result_lines.h"
#include "boot/suite/results.h"

namespace linuxbake::boot {
namespace {

constexpr std::size_t unplanned = std::string_view::npos;

// "ok 3 - name # SKIP why", without what stands before it.
struct TapLine {
  bool ok = false;
  std::string number, name, directive;
};

std::string without_blanks(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

// The first # that no backslash takes away begins the directive.
void split_directive(std::string_view rest, TapLine& line) {
  std::string name;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const bool escaped =
        rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '#' || rest[at + 1] == '\\');
    if (rest[at] == '#' && (at == 0 || rest[at - 1] == ' ')) {
      line.directive = without_blanks(rest.substr(at + 1));
      break;
    }
    if (escaped) ++at;
    name += rest[at];
  }
  line.name = without_blanks(name);
  if (line.name.starts_with("- ")) line.name = without_blanks(line.name.substr(2));
}

std::optional<TapLine> tap_line(std::string_view text) {
  TapLine line;
  line.ok = !text.starts_with("not ok");
  if (!line.ok) text.remove_prefix(4);
  if (!text.starts_with("ok")) return std::nullopt;
  text.remove_prefix(2);
  if (!text.empty() && text.front() != ' ') return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    line.number += text.front();
    text.remove_prefix(1);
  }
  split_directive(text, line);
  return line;
}

bool has_directive(const TapLine& line, std::string_view word) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
  return line.directive.size() >= word.size() &&
         std::equal(word.begin(), word.end(), line.directive.begin(),
                    [&](char b, char a) { return same(a, b); });
}

// A test that is known to fail may fail: the word for that is TODO in TAP (its directive, not a
// note of ours) and XFAIL in KTAP.
ResultKind kind_of(const TapLine& line) {
  if (has_directive(line, "SKIP")) return ResultKind::skipped;
  const bool expected = has_directive(line, "TODO") || has_directive(line, "XFAIL");
  return line.ok || expected ? ResultKind::passed : ResultKind::failed;
}

// Whether this reports all of its results is checked as prove(1) and the kernel's kunit.py do:
// there has to be a plan, numbers go from 1 on without a gap, and nothing ends in the middle. Only
// the results within another may lack a plan, as those of a KUnit test with parameters do.
class TapReader {
 public:
  void take(std::string_view raw) {
    const std::size_t indent = std::min(raw.find_first_not_of(' '), raw.size());
    const std::string_view text = raw.substr(indent);
    if (in_yaml_ || (after_result_ && text.starts_with("---"))) {
      in_yaml_ = !text.starts_with("...");
      add_to_last(raw);
      return;
    }
    if (take_result(indent, raw, text) || take_plan(indent, text)) return;
    if (text.starts_with("TAP version ") || text.starts_with("KTAP version "))
      begin_document(indent);
    if (text.starts_with("Bail out!")) bail_out_ = "the program gave up: " + std::string(text);
    // A comment belongs to the result before it (TAP) or behind it (KTAP).
    after_result_ = after_result_ && text.starts_with("#");
    if (after_result_) add_to_last(raw);
    before_ += std::string(raw) + '\n';
  }

  Results finish() {
    const std::size_t outermost = levels_.empty() ? 0 : levels_.front().indent;
    close_deeper_than(outermost);
    if (!levels_.empty()) check_outermost(levels_.front());
    if (results_.single.empty() && !skipped_) note("the program has printed no result in TAP");
    if (!bail_out_.empty()) results_.complaint = bail_out_;
    make_unique(results_.single);
    return std::move(results_);
  }

 private:
  struct Level {
    std::size_t indent = 0, planned = unplanned, seen = 0;
    std::size_t begin = 0;  // the first of its results, and of those within them
  };

  // Results of a level that has been left belong to the result that comes now.
  void close_deeper_than(std::size_t indent) {
    while (!levels_.empty() && levels_.back().indent > indent) {
      check_plan(levels_.back());
      inner_ = std::min(inner_, levels_.back().begin);
      levels_.pop_back();
    }
  }

  Level& level(std::size_t indent) {
    close_deeper_than(indent);
    if (levels_.empty() || levels_.back().indent < indent) {
      levels_.push_back({indent, unplanned, 0, results_.single.size()});
    }
    return levels_.back();
  }

  void add_to_last(std::string_view line) {
    results_.single.back().text += std::string(line) + '\n';
  }

  // One more document, as of the next module with KUnit tests, counts anew.
  void begin_document(std::size_t indent) {
    close_deeper_than(indent);
    if (levels_.empty() || levels_.back().indent != indent) return;
    if (levels_.size() == 1) {
      check_outermost(levels_.front());
    } else {
      check_plan(levels_.back());
      note("results within another one end without the result that they belong to");
    }
    levels_.pop_back();
  }

  bool take_result(std::size_t indent, std::string_view raw, std::string_view text) {
    const std::optional<TapLine> line = tap_line(text);
    if (!line) return false;
    inner_ = std::string::npos;
    Level& here = level(indent);
    ++here.seen;
    const std::string number = line->number.empty() ? std::to_string(here.seen) : line->number;
    check_number(number, here.seen, line->name);
    const std::string name = line->name.empty() ? number : line->name;
    for (std::size_t i = inner_; i < results_.single.size(); ++i) {
      results_.single[i].name.insert(0, name + ".");
    }
    results_.single.push_back(
        {name, kind_of(*line), std::exchange(before_, {}) + std::string(raw) + '\n'});
    after_result_ = true;
    return true;
  }

  bool take_plan(std::size_t indent, std::string_view text) {
    if (!text.starts_with("1..")) return false;
    std::size_t count = 0;
    const auto [end, problem] = std::from_chars(text.data() + 3, text.data() + text.size(), count);
    if (problem != std::errc{}) return false;
    level(indent).planned = count;
    skipped_ = skipped_ || count == 0;
    return true;
  }

  void check_number(const std::string& number, std::size_t expected, const std::string& name) {
    if (number == std::to_string(expected)) return;
    const std::string which = name.empty() ? number : fmt::format("{} ({})", number, name);
    note(expected == 1
             ? fmt::format("the first result has the number {}: the beginning is missing", which)
             : fmt::format("a result has the number {} where {} should come: results are "
                           "missing, or come twice",
                           which, expected));
  }

  void check_outermost(const Level& level) {
    if (level.planned == unplanned) {
      note(
          fmt::format("the program has printed {} {} but no plan (1..{}), so that nobody knows "
                      "whether some are missing",
                      level.seen, level.seen == 1 ? "result" : "results", level.seen));
    }
    check_plan(level);
  }

  void check_plan(const Level& level) {
    if (level.planned == unplanned || level.planned == level.seen) return;
    note(fmt::format("the program has planned {} results and given {}", level.planned, level.seen));
  }

  void note(const std::string& complaint) {
    if (results_.complaint.empty()) results_.complaint = complaint;
  }

  Results results_;
  std::vector<Level> levels_;
  std::string before_, bail_out_;
  std::size_t inner_ = std::string::npos;
  bool in_yaml_ = false, after_result_ = false, skipped_ = false;
};

}  // namespace

Results read_tap(std::string_view output) {
  TapReader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
