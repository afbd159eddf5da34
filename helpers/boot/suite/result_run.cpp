// SPDX-License-Identifier: MIT
#include "boot/suite/result_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "boot/suite/ctest_selection.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown_lines = 15;

bool has_run(const Outcome& outcome) {
  return outcome.verdict != Verdict::infra && outcome.verdict != Verdict::skip;
}

Result<bool> write_record(const RunRecord& record, const fs::path& directory) {
  return write_file_if_different(directory / "results.json", record_json(record));
}

}  // namespace

std::string caller_of_us() {
  constexpr int start_time = 20;  // words after the name in parentheses, which may hold spaces
  const std::string parent = std::to_string(::getppid());
  const std::string stat = read_file(fs::path("/proc") / parent / "stat").value_or("");
  std::istringstream words(stat.substr(std::min(stat.rfind(')'), stat.size())));
  std::string word;
  for (int i = 0; i < start_time; ++i) words >> word;
  return words ? parent + " " + word : std::string{};
}

Result<RunRecord> read_record(const fs::path& directory) {
  const fs::path file = directory / "results.json";
  const Result<std::string> text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_record(*text, file.string());
}

bool ResultRun::needless() const {
  return before_tests_ && !selects(ctest_selection_of_caller(), tests_.name, tests_.labels,
                                   read_file(list_).value_or(""));
}

std::optional<std::string> ResultRun::made_before() const {
  Result<RunRecord> record = read_record(tests_.directory);
  if (!record || record->invocation.empty() || record->invocation != caller_) return std::nullopt;
  if (!has_run(record->outcome)) return std::nullopt;
  record->invocation.clear();
  if (!write_record(*record, tests_.directory)) return std::nullopt;
  const Result<std::string> output = read_file(tests_.directory / "output.txt");
  return output ? std::optional(*output) : std::nullopt;
}

Result<bool> ResultRun::keep(const Outcome& outcome, const std::optional<VmEnd>& end) const {
  RunRecord record;
  record.outcome = outcome;
  record.invocation = caller_;
  if (end && end->kind == VmEnd::Kind::exited) record.exit_code = end->number;
  record.results = read_results(format_, output_);
  record.last_output = last_lines(output_, shown_lines);
  record.last_errors = last_lines(errors_, shown_lines);
  const std::string list = read_file(list_).value_or("");
  for (const SingleResult& result : record.results.single) {
    if (!before_tests_ && !has_test_for(list, result.name)) record.unknown.push_back(result.name);
  }
  auto done = write_file_if_different(tests_.directory / "output.txt", output_);
  if (done) done = write_record(record, tests_.directory);
  if (!done || !has_run(outcome)) return done;
  done = write_file_if_different(list_, tests_for_ctest(tests_, record.results));
  // Newer than the program, so that it counts for it.
  std::error_code ignored;
  fs::last_write_time(list_, fs::file_time_type::clock::now(), ignored);
  return done;
}

}  // namespace linuxbake::boot
