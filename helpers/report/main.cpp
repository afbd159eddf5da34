// SPDX-License-Identifier: MIT
// linuxbake-report - what is in images, what takes the space and whether that is within a budget,
// and how a workflow ended; shards of tests for several machines, and their reports as one.
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "boot/run/report.h"
#include "common/command_line.h"
#include "common/files.h"
#include "report/boot_chart.h"
#include "report/budget/command.h"
#include "report/ci/commands.h"
#include "report/manifest.h"
#include "report/plan.h"
#include "report/size.h"
#include "report/summary.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::report;

constexpr const char* program = "linuxbake-report";

struct Options {
  std::string plan, output;
  std::string boot, counted;  // directories
  std::uint64_t limit = 20;
  bool json = false;
};

Result<Plan> read_plan(const Options& options) {
  return read_file(options.plan).and_then([&](const std::string& text) {
    return parse_plan(text, options.plan);
  });
}

// Into the file where one was named, else to stdout.
Result<int> deliver(const Options& options, const std::string& text) {
  if (!options.output.empty())
    return write_file_if_different(options.output, text).map([](bool) { return exit_done; });
  std::cout << text;
  return exit_done;
}

Result<int> run_size(const Options& options) {
  return read_plan(options).and_then(measure).and_then([&](const SizeReport& report) {
    return deliver(options, options.json ? size_json(report) : size_text(report, options.limit));
  });
}

Result<int> run_manifest(const Options& options) {
  return read_plan(options).and_then(manifest_json).and_then([&](const std::string& text) {
    return deliver(options, text);
  });
}

Result<int> run_summary(const Options& options) {
  const Result<Plan> plan = read_plan(options);
  if (!plan) return tl::unexpected(plan.error());
  std::vector<std::filesystem::path> places;
  for (const std::string& place : plan->boots)
    if (std::filesystem::exists(place)) places.emplace_back(place);
  return boot::read_reports(places)
      .and_then([&](const std::vector<boot::Report>& boots) { return summary_text(*plan, boots); })
      .and_then([&](const std::string& text) { return deliver(options, text); });
}

// The picture goes into the file, the figures to stdout.
Result<int> run_boot_chart(const Options& options) {
  std::vector<BootChart> charts;
  for (const auto& [directory, measure] :
       {std::pair{options.boot, Measure::seconds}, {options.counted, Measure::instructions}}) {
    if (directory.empty()) continue;
    Result<BootChart> chart = read_boot(directory, measure);
    if (!chart) return tl::unexpected(chart.error());
    charts.push_back(std::move(*chart));
  }
  std::cout << boot_chart_text(charts);
  return write_file_if_different(options.output, boot_chart_svg(charts)).map([](bool) {
    return exit_done;
  });
}

Command* add_command(Command& app, Options& options, const char* name, const char* help) {
  Command* command = app.add_command(name, help);
  command->add_option("--plan", options.plan, "JSON: which images, and what is behind them")
      ->required();
  command->add_option("--output", options.output, "Write to this file instead of stdout");
  return command;
}

Command* add_budget(Command& app, budget::BudgetOptions& options) {
  Command* command = app.add_command(
      "budget", "Whether a system takes no more than it may, and what has grown if it does");
  command->add_option("--plan", options.plan, "JSON: which images, and what is behind them")
      ->required();
  command->add_option("--counted", options.counted,
                      "The directory of linuxbake-boot run --icount, for the instructions");
  command
      ->add_option("--at-most", options.at_most,
                   "A limit, as size=<bytes>, kernel=<bytes>, initramfs=<bytes> or "
                   "instructions=<number>; may be given several times")
      ->one_value();
  command->add_option("--baseline", options.baseline,
                      "JSON of --renew: it limits what has no limit above");
  command
      ->add_option("--tolerance", options.tolerance,
                   "How many per cent more than the baseline's are allowed")
      ->show_default();
  command->add_flag("--renew", options.renew, "Write the baseline instead of comparing with it");
  return command;
}

Command* add_shards(Command& app, ci::ShardsOptions& options) {
  Command* command = app.add_command(
      "shards", "Divides a project's tests into parts that take equally long, for ctest -I");
  command->add_option("--of", options.count, "How many")->required()->in_range(1U, 10000U);
  command->add_option("--build", options.build, "The build directory")->show_default();
  command->add_option("--config", options.config, "The configuration, as for ctest -C");
  command
      ->add_option("--jobs", options.jobs, "How many tests each machine runs at once, as ctest -j")
      ->in_range(1U, 10000U)
      ->show_default();
  command
      ->add_option("--times", options.times,
                   "What an earlier run took: a file of ctest --output-junit, or a "
                   "CTestCostData.txt, by default that of the build directory. Again for more; the "
                   "last one that has a test counts")
      ->one_value();
  command->add_option("--output", options.output,
                      "Write them into this directory: 1.txt, 2.txt and so on, shards.json");
  command->add_flag("--json", options.json, "As JSON instead of a table");
  command->add_option("ctest-options", options.selection,
                      "Behind --: which tests, as -L, -LE, -R and -E of ctest say it");
  return command;
}

Command* add_check_shard(Command& app, ci::CheckShardOptions& options) {
  Command* command = app.add_command(
      "check-shard", "Whether a shard was made for this tree, before ctest -I runs it by numbers");
  command->add_option("file", options.file, "The shard")->required();
  command->add_option("--build", options.build, "The build directory")->show_default();
  command->add_option("--config", options.config, "The configuration, as for ctest -C");
  return command;
}

Command* add_merge_junit(Command& app, ci::MergeOptions& options) {
  Command* command = app.add_command("merge-junit",
                                     "Puts the reports of all shards together, as ctest "
                                     "--output-junit writes them; fails if one is missing");
  command->add_option("reports", options.reports, "The files")->required();
  command->add_option("--shards", options.shards, "The directory of the shards")->required();
  command->add_option("--output", options.output, "The whole report")->required();
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  ci::ShardsOptions shards_options;
  ci::CheckShardOptions check_options;
  ci::MergeOptions merge_options;
  budget::BudgetOptions budget_options;
  CommandLine app("Reports of images: size, manifest, summary, boot chart. Tests in shards",
                  program);
  Command* size = add_command(app, options, "size", "What takes the space, as tables");
  size->add_flag("--json", options.json, "As JSON");
  size->add_option("--limit", options.limit, "Lines of a table")->show_default();
  const Command* manifest =
      add_command(app, options, "manifest", "What is in the images, as JSON, with all hashes");
  add_command(app, options, "summary", "What was built and booted, and how to start it");
  Command* chart = app.add_command("boot-chart",
                                   "Where the time of a boot went, as a picture (SVG) and figures");
  chart->add_option("--boot", options.boot, "The directory of linuxbake-boot run --timeline")
      ->required();
  chart->add_option("--counted", options.counted, "Another, with --timeline and --icount");
  chart->add_option("--output", options.output, "The picture")->required();
  const Command* budget = add_budget(app, budget_options);
  const Command* shards = add_shards(app, shards_options);
  const Command* check = add_check_shard(app, check_options);
  const Command* merge = add_merge_junit(app, merge_options);
  return run_program(app, argc, argv, [&] {
    if (budget->chosen()) return budget::run_budget(budget_options);
    if (shards->chosen()) return ci::run_shards(shards_options);
    if (check->chosen()) return ci::run_check_shard(check_options);
    if (merge->chosen()) return ci::run_merge_junit(merge_options);
    if (chart->chosen()) return run_boot_chart(options);
    if (size->chosen()) return run_size(options);
    if (manifest->chosen()) return run_manifest(options);
    return run_summary(options);
  });
}
