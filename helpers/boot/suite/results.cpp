// SPDX-License-Identifier: MIT
#include "boot/suite/results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "boot/run/report.h"
#include "common/json.h"

namespace linuxbake::boot {
namespace {

constexpr std::array<std::string_view, 3> kinds = {"passed", "failed", "skipped"};

bool failed(const SingleResult& result) {
  return result.kind == ResultKind::failed;
}

// In CMake's brackets; what would close them is taken apart.
std::string bracketed(std::string text) {
  constexpr std::string_view end = "]==]";
  for (std::size_t at = 0; (at = text.find(end, at)) != std::string::npos;)
    text.insert(at + 1, " ");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return fmt::format("[==[{}]==]", text);
}

std::string name_option(const std::string& result) {
  return bracketed("--name=" + result);
}

// Those that failed and that no test of ctest reports.
std::vector<std::string> untold(const RunRecord& record) {
  const std::set<std::string> unknown(record.unknown.begin(), record.unknown.end());
  std::vector<std::string> names;
  for (const SingleResult& result : record.results.single) {
    if (failed(result) && unknown.contains(result.name)) names.push_back(result.name);
  }
  return names;
}

// What the program has said last, below the reason.
std::string last_words(const RunRecord& record) {
  std::string text;
  for (const auto& [stream, lines] : {std::pair{"standard output", &record.last_output},
                                      std::pair{"standard error", &record.last_errors}}) {
    if (!lines->empty()) text += fmt::format("\n  the end of {}:\n{}", stream, indented(*lines));
  }
  return text;
}

Verdict verdict_of(std::string_view name) {
  for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::panic, Verdict::hang,
                                Verdict::infra, Verdict::skip}) {
    if (verdict_name(verdict) == name) return verdict;
  }
  return Verdict::infra;
}

ResultKind kind_of(std::string_view name) {
  const auto* const at = std::find(kinds.begin(), kinds.end(), name);
  return at == kinds.end() ? ResultKind::failed : static_cast<ResultKind>(at - kinds.begin());
}

}  // namespace

Results read_results(std::string_view format, std::string_view output) {
  if (format == "GTEST") return read_googletest(output);
  return format == "CATCH2" ? read_catch2(output) : read_tap(output);
}

std::string record_json(const RunRecord& record) {
  Json results = Json::array();
  for (const SingleResult& result : record.results.single) {
    results.push_back({{"name", result.name},
                       {"result", kinds.at(static_cast<std::size_t>(result.kind))},
                       {"text", result.text}});
  }
  const Json value = {{"linuxbake_results", 1},
                      {"verdict", verdict_name(record.outcome.verdict)},
                      {"reason", record.outcome.reason},
                      {"exit_code", record.exit_code},
                      {"invocation", record.invocation},
                      {"unknown", record.unknown},
                      {"complaint", record.results.complaint},
                      {"last_output", record.last_output},
                      {"last_errors", record.last_errors},
                      {"results", results}};
  return json_text(value, 2) + "\n";
}

Result<RunRecord> parse_record(std::string_view text, const std::string& file) {
  const Json value = parse_json_or_discard(text);
  if (!value.is_object() || value.value("linuxbake_results", 0) != 1) {
    return fail("is no record of results", file);
  }
  RunRecord record;
  record.outcome = {verdict_of(value.value("verdict", "")), value.value("reason", "")};
  record.exit_code = value.value("exit_code", -1);
  record.invocation = value.value("invocation", "");
  record.unknown = value.value("unknown", std::vector<std::string>{});
  record.results.complaint = value.value("complaint", "");
  record.last_output = value.value("last_output", "");
  record.last_errors = value.value("last_errors", "");
  for (const Json& result : value.value("results", Json::array())) {
    record.results.single.push_back(
        {result.value("name", ""), kind_of(result.value("result", "")), result.value("text", "")});
  }
  return record;
}

Outcome outcome_of(const RunRecord& record, const std::string& name) {
  if (record.outcome.verdict == Verdict::skip) return record.outcome;
  for (const SingleResult& result : record.results.single) {
    if (result.name != name) continue;
    if (result.kind == ResultKind::skipped) return {Verdict::skip, result.text};
    return {failed(result) ? Verdict::fail : Verdict::pass, result.text};
  }
  const std::string why = record.outcome.reason.empty() ? "" : ": " + record.outcome.reason;
  return {Verdict::fail, fmt::format("The program has given no result '{}'{}\n", name, why)};
}

Outcome outcome_of_whole(const RunRecord& record) {
  const auto count =
      std::count_if(record.results.single.begin(), record.results.single.end(), failed);
  const bool explained = record.exit_code > 0 && count > 0;
  const std::string& complaint = record.results.complaint;
  const Verdict verdict = record.outcome.verdict;
  if (verdict == Verdict::skip || verdict == Verdict::infra) return record.outcome;
  if (verdict != Verdict::pass && !explained) {
    const std::string both = complaint.empty() ? "" : "; " + complaint;
    return {verdict, record.outcome.reason + both + last_words(record)};
  }
  if (!complaint.empty()) return {Verdict::fail, complaint + last_words(record)};
  if (const auto names = untold(record); !names.empty()) {
    return {Verdict::fail, fmt::format("failed, and ctest did not know of it when it began, but "
                                       "will the next time: {}",
                                       fmt::join(names, ", "))};
  }
  return {Verdict::pass,
          fmt::format("{} results, {} of them failed", record.results.single.size(), count)};
}

std::string tests_for_ctest(const ResultTests& tests, const Results& results) {
  std::string text;
  for (const SingleResult& result : results.single) {
    const std::string test = bracketed(tests.name + "." + result.name);
    text +=
        fmt::format("add_test({} {} result {} {})\n", test, bracketed(tests.program),
                    bracketed("--directory=" + tests.directory.string()), name_option(result.name));
    text += fmt::format(
        "set_tests_properties({} PROPERTIES FIXTURES_REQUIRED {} LABELS {} SKIP_RETURN_CODE 77)\n",
        test, bracketed(tests.name), bracketed(fmt::format("{}", fmt::join(tests.labels, ";"))));
  }
  return text;
}

bool has_test_for(std::string_view file, const std::string& result) {
  return file.find(name_option(result)) != std::string_view::npos;
}

}  // namespace linuxbake::boot
