// SPDX-License-Identifier: MIT
// linuxbake-jobs - lets several makes share one number of jobs.
#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>

#include "common/program.h"
#include "jobs/run.h"

namespace {

constexpr const char* explanation = R"(
All that run with the same --pool run --jobs jobs together, and each at least one: who has waited
for it as long as --patience says runs one beyond that number until one is free. A pool is a file that is made where it is missing; it holds nothing, and a process that
is killed loses its jobs to the others. The command finds GNU make's job server in MAKEFLAGS.

Exit code: the command's; 1 if there is no pool, 2 for wrong usage, 127 if it cannot be started.)";

}  // namespace

int main(int argc, char** argv) {
  using namespace linuxbake;
  CLI::App app("Runs make inside a pool of jobs that several builds share", "linuxbake-jobs");
  app.footer(explanation);
  app.require_subcommand(1);

  jobs::RunOptions options;
  std::string pool;
  unsigned patience = 10;
  CLI::App& run = *app.add_subcommand("run", "Run a command when a job is free");
  run.add_option("--pool", pool, "The pool: a path that all give who share it")->required();
  run.add_option("--jobs", options.jobs, "Number of jobs (default: of processors)")
      ->check(CLI::Range(1U, 4096U));
  run.add_option("--patience", patience, "Seconds to wait for a first job (default: 10)");
  run.add_option("--log", options.log, "Write what the command prints to this file");
  run.add_option("--title", options.title, "Show progress under this name (with --log)");
  run.add_option("--expect", options.expected, "Expected number of steps, for a percentage");
  run.add_option("--steps", options.steps, "Write the number of steps to this file");
  run.add_flag("--quiet", options.quiet, "Show nothing but the end of a failed command");
  run.add_option("command", options.command, "The command, after --")->required();

  return run_program(app, argc, argv, [&] {
    options.pool = std::filesystem::absolute(pool).lexically_normal();
    options.patience = std::chrono::seconds(patience);
    if (options.title.empty()) options.title = app.get_name();
    return jobs::run(options);
  });
}
