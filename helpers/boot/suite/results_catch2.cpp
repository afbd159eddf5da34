// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "boot/suite/result_lines.h"
#include "boot/suite/results.h"

namespace linuxbake::boot {
namespace {

std::string unescaped(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};
  std::string plain;
  while (!text.empty()) {
    std::size_t taken = 1;
    char c = text.front();
    for (const auto& [entity, meaning] : entities) {
      if (!text.starts_with(entity)) continue;
      taken = entity.size();
      c = meaning;
    }
    plain += c;
    text.remove_prefix(taken);
  }
  return plain;
}

std::string attribute(std::string_view line, std::string_view name) {
  const std::string begin = fmt::format(" {}=\"", name);
  const std::size_t at = line.find(begin);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = line.substr(at + begin.size());
  return unescaped(rest.substr(0, rest.find('"')));
}

// A line of the document as a line for people: tags are left out, but not where something is.
std::string readable(std::string_view line) {
  std::string text;
  if (const std::string file = attribute(line, "filename"); !file.empty()) {
    text = fmt::format("{}:{}: {} failed", file, attribute(line, "line"), attribute(line, "type"));
  }
  std::string rest;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t tag = std::min(line.find('<', at), line.size());
    rest += unescaped(line.substr(at, tag - at));
    at = std::min(line.find('>', tag), line.size() - 1) + 1;
  }
  if (rest.find_first_not_of(' ') != std::string::npos) text += rest;
  return text.empty() ? text : text + '\n';
}

class Catch2Reader {
 public:
  // Other output of the program may stand before a tag.
  void take(std::string_view raw) {
    if (const auto line = from(raw, "<TestCase name=\""); !line.empty()) {
      results_.add(readable(raw.substr(0, raw.size() - line.size())));
      results_.begin(attribute(line, "name"));
      return;
    }
    if (results_.running() == nullptr) {
      take_end(raw);
      return;
    }
    const std::string_view line = raw.substr(std::min(raw.find_first_not_of(' '), raw.size()));
    if (const auto result = from(raw, "<OverallResult "); !result.empty()) {
      take_result(raw.substr(0, raw.size() - result.size()), result);
    } else if (!line.starts_with("<Section ") && !line.starts_with("<OverallResults ")) {
      results_.add(readable(raw));
    }
  }

  Results finish() {
    Results results;
    const bool interrupted = results_.running() != nullptr;
    results.single = results_.finish();
    results.complaint = complaint(results.single.size(), interrupted);
    return results;
  }

 private:
  // The line from the tag on; empty where it is not.
  static std::string_view from(std::string_view line, std::string_view tag) {
    const std::size_t at = line.find(tag);
    return at == std::string_view::npos ? std::string_view{} : line.substr(at);
  }

  void take_result(std::string_view before, std::string_view line) {
    results_.add(readable(before));
    const auto skips = attribute(line, "skips");
    const bool skipped = !skips.empty() && skips != "0";
    const ResultKind kind = skipped ? ResultKind::skipped : ResultKind::passed;
    results_.end(attribute(line, "success") == "true" ? kind : ResultKind::failed);
  }

  // The last of these counts all cases: those before it are of groups.
  void take_end(std::string_view line) {
    if (const auto cases = from(line, "<OverallResultsCases "); !cases.empty()) {
      counted_ = 0;
      for (const char* name : {"successes", "failures", "expectedFailures", "skips"}) {
        *counted_ += std::strtoul(attribute(cases, name).c_str(), nullptr, 10);
      }
    }
    ended_ = ended_ || line.find("</Catch>") != std::string_view::npos ||
             line.find("</Catch2TestRun>") != std::string_view::npos;
  }

  [[nodiscard]] std::string complaint(std::size_t found, bool interrupted) const {
    if (interrupted) return "Catch2's document ends within a test case";
    if (!ended_) {
      return found == 0 ? "the program has printed no result of Catch2"
                        : "the end of Catch2's document is missing";
    }
    if (counted_ && *counted_ != found) {
      return fmt::format("Catch2 has counted {} test cases, but {} have printed a result",
                         *counted_, found);
    }
    return found == 0 ? "Catch2 has run no test case: does its filter match none?" : "";
  }

  ResultCollector results_;
  std::optional<std::size_t> counted_;
  bool ended_ = false;
};

}  // namespace

Results read_catch2(std::string_view output) {
  Catch2Reader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
