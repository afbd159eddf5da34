// SPDX-License-Identifier: MIT
#include "boot/command/result.h"

#include <filesystem>
#include <iostream>

#include "boot/run/report.h"
#include "boot/suite/result_run.h"
#include "boot/suite/results.h"
#include "common/program.h"

namespace linuxbake::boot {

namespace fs = std::filesystem;

void add_result_options(Command& command, ResultOptions& options) {
  command.add_option("--directory", options.directory, "that of the run")->required();
  command.add_option("--name", options.name, "of the result; without it, the whole is reported");
}

Result<CommandEnd> tell_result(const ResultOptions& options) {
  const Result<RunRecord> record = read_record(fs::absolute(options.directory));
  if (!record) return tl::unexpected(record.error());
  const bool is_whole = options.name.empty();
  const Outcome outcome = is_whole ? outcome_of_whole(*record) : outcome_of(*record, options.name);
  const bool is_red = outcome.verdict != Verdict::pass && outcome.verdict != Verdict::skip;
  if (is_whole)
    std::cout << verdict_name(outcome.verdict) << ": " << outcome.reason << '\n';
  else
    std::cout << outcome.reason;
  return CommandEnd{verdict_exit_code(outcome.verdict),
                    is_whole && is_red && record->exit_code < 0};
}

void add_summary_options(Command& command, SummaryOptions& options) {
  command.add_option("places", options.reports, "report.json files, or directories with them")
      ->required()
      ->existing_path();
}

Result<CommandEnd> summarise(const SummaryOptions& options) {
  const std::vector<fs::path> places(options.reports.begin(), options.reports.end());
  const Result<std::vector<Report>> reports = read_reports(places);
  if (!reports) return tl::unexpected(reports.error());
  if (reports->empty()) return fail("there is no report.json in " + options.reports.front());
  std::cout << report_table(*reports);
  return CommandEnd{exit_done};
}

}  // namespace linuxbake::boot
