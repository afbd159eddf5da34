// SPDX-License-Identifier: MIT
#include "report/ci/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "report/ci/xml.h"

namespace linuxbake::report::ci {
namespace {

std::optional<double> seconds_of(const XmlTag& tag) {
  const std::optional<double> seconds = parse_seconds(tag.attribute("time"));
  const std::string status = tag.attribute("status");
  const bool did_not_run = seconds == 0 && (status == "notrun" || status == "disabled");
  return did_not_run ? std::nullopt : seconds;
}

void note_child(JunitCase& one, const std::string& element) {
  if (element == "failure") one.kind = std::max(one.kind, CaseKind::failed);
  if (element == "error") one.kind = std::max(one.kind, CaseKind::error);
  if (element == "skipped") one.kind = std::max(one.kind, CaseKind::skipped);
}

// From behind <testcase ...> to its end.
Result<JunitCase> read_case(XmlReader& reader, const XmlTag& begin, std::string_view text) {
  JunitCase one;
  one.name = begin.attribute("name");
  if (one.name.empty()) return reader.fault("has a test without a name", begin.begin);
  if (begin.attribute("status") == "disabled") one.kind = CaseKind::disabled;
  one.seconds = seconds_of(begin);
  for (std::size_t depth = 1; depth > 0;) {
    Result<std::optional<XmlTag>> tag = reader.next();
    if (!tag) return tl::unexpected(tag.error());
    if (!(*tag)->closes && depth == 1) note_child(one, (*tag)->name);
    depth = (*tag)->closes ? depth - 1 : depth + 1;
    one.source = text.substr(begin.begin, (*tag)->end - begin.begin);
  }
  return one;
}

struct JunitParser {
  XmlReader reader;
  std::string_view text;
  JunitReport report;
  std::set<std::string> names;
  bool has_suite = false;

  Result<bool> take(const XmlTag& tag) {
    if (tag.closes) return true;
    if (tag.name == "testsuite" && !has_suite) {
      has_suite = true;
      report.suite = tag.attribute("name");
      report.hostname = tag.attribute("hostname");
      report.timestamp = tag.attribute("timestamp");
    }
    if (tag.name != "testcase") return true;
    Result<JunitCase> one = read_case(reader, tag, text);
    if (!one) return tl::unexpected(one.error());
    if (!names.insert(one->name).second)
      return reader.fault(fmt::format("has the test '{}' twice", one->name), tag.begin);
    report.cases.push_back(std::move(*one));
    return true;
  }
};

}  // namespace

std::optional<double> parse_seconds(const std::string& text) {
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return seconds;
}

Result<JunitReport> parse_junit(std::string_view text, const std::string& file) {
  JunitParser parser{XmlReader(text, file), text, {}, {}, false};
  while (true) {
    const Result<std::optional<XmlTag>> tag = parser.reader.next();
    if (!tag) return tl::unexpected(tag.error());
    if (!*tag) break;
    const Result<bool> taken = parser.take(**tag);
    if (!taken) return tl::unexpected(taken.error());
  }
  if (!parser.has_suite) return fail("is no report of tests: it has no <testsuite>", file);
  return std::move(parser.report);
}

std::size_t count_of(const std::vector<JunitCase>& cases, CaseKind kind) {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [&](const JunitCase& one) { return one.kind == kind; }));
}

std::string junit_text(const JunitReport& report) {
  double seconds = 0;
  for (const JunitCase& one : report.cases) seconds += one.seconds.value_or(0);
  const auto count = [&](CaseKind kind) { return count_of(report.cases, kind); };
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" disabled=\"{}\" "
      "skipped=\"{}\" hostname=\"{}\" time=\"{:.6g}\" timestamp=\"{}\">\n",
      xml_quoted(report.suite), report.cases.size(), count(CaseKind::failed),
      count(CaseKind::error), count(CaseKind::disabled), count(CaseKind::skipped),
      xml_quoted(report.hostname), seconds, xml_quoted(report.timestamp));
  for (const JunitCase& one : report.cases) text += "\t" + one.source + "\n";
  return text + "</testsuite>\n";
}

JunitCase junit_error(const std::string& name, const std::string& reason) {
  const std::string quoted = xml_quoted(name);
  return {name, CaseKind::error, std::nullopt,
          fmt::format("<testcase name=\"{0}\" classname=\"{0}\" time=\"0\" status=\"notrun\">"
                      "<error message=\"{1}\"/></testcase>",
                      quoted, xml_quoted(reason))};
}

}  // namespace linuxbake::report::ci
