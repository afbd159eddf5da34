// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "boot/result_lines.h"
#include "boot/results.h"

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
  void take(std::string_view raw) {
    const std::string_view line = raw.substr(std::min(raw.find_first_not_of(' '), raw.size()));
    if (line.starts_with("<TestCase ")) {
      results_.begin(attribute(line, "name"));
      return;
    }
    if (results_.running() == nullptr) return;
    if (line.starts_with("<OverallResult ")) {
      const bool skipped = attribute(line, "skips") != "" && attribute(line, "skips") != "0";
      results_.end(attribute(line, "success") != "true" ? ResultKind::failed
                   : skipped                            ? ResultKind::skipped
                                                        : ResultKind::passed);
    } else if (!line.starts_with("<Section ") && !line.starts_with("<OverallResults ")) {
      results_.add(readable(raw));
    }
  }

  Results finish() {
    Results results;
    if (results_.empty() && results_.running() == nullptr) {
      results.complaint = "the program has printed no result of Catch2";
    }
    results.single = results_.finish();
    return results;
  }

 private:
  ResultCollector results_;
};

}  // namespace

Results read_catch2(std::string_view output) {
  Catch2Reader reader;
  for_each_line(output, [&](std::string_view line) { reader.take(line); });
  return reader.finish();
}

}  // namespace linuxbake::boot
