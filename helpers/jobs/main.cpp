// SPDX-License-Identifier: MIT
// linuxbake-jobs - lets several makes share one number of jobs.
#include <chrono>
#include <filesystem>

#include "common/command_line.h"
#include "jobs/confine.h"
#include "jobs/run.h"

namespace {

constexpr const char* explanation = R"(
Commands with the same --pool run --jobs jobs together, and each command runs at least one. A
command that has waited for a job longer than --patience starts one more than --jobs, until another
job is free. The pool is an empty file, made if it is missing. Jobs are locks on it, so a command
that is killed gives its jobs back. The command finds GNU make's job server in MAKEFLAGS. If the
environment variable LINUXBAKE_JOBSERVER has the MAKEFLAGS of a make around, the command does not
exceed the jobs of that make either.

With --writable, a write elsewhere fails with "Permission denied" or "Read-only file system".
Landlock (Linux 5.13) protects files. A mount namespace in which everything else is read-only
protects files and their modes, owners, times and extended attributes; it needs root outside of a
chroot, or user namespaces. Both are used if the host has both; the exit code of linuxbake-jobs
can-confine says what it has. Other processes, as a daemon behind a socket, are not confined.

Exit code: the command's; 1 if there is no pool, 2 for wrong usage, 127 if it cannot be started.)";

}  // namespace

int main(int argc, char** argv) {
  using namespace linuxbake;
  CommandLine app("Runs make inside a pool of jobs that several builds share", "linuxbake-jobs");
  app.footer(explanation);

  jobs::RunOptions options;
  std::string pool;
  unsigned patience = 10;
  Command& run = *app.add_command("run", "Run a command when a job is free");
  run.add_option("--pool", pool, "The pool: a path that all give who share it")->required();
  run.add_option("--jobs", options.jobs,
                 "Number of jobs (default: of processors, or of the make around)")
      ->in_range(1U, 4096U);
  run.add_option("--patience", patience, "Seconds to wait for a first job (default: 10)");
  run.add_option("--log", options.log, "Write what the command prints to this file");
  run.add_option("--title", options.title, "Show progress under this name (with --log)");
  run.add_option("--expect", options.expected, "Expected number of steps, for a percentage");
  run.add_option("--steps", options.steps, "Write the number of steps to this file");
  run.add_flag("--quiet", options.quiet, "Show nothing but the end of a failed command");
  run.add_option("--writable", options.writable,
                 "Let the command write below this directory, and others that are named so, and "
                 "nowhere else")
      ->one_value();
  run.add_option("command", options.command, "The command, after --")->required();

  bool attributes = false;
  Command& can_confine =
      *app.add_command("can-confine", "Whether --writable works here: exit code 0, else 1");
  can_confine.add_flag("--attributes", attributes,
                       "Whether it also holds modes, owners, times and extended attributes");

  return run_program(app, argc, argv, [&]() -> Result<int> {
    if (can_confine.chosen()) {
      const jobs::Held held = attributes ? jobs::Held::attributes_too : jobs::Held::files;
      return jobs::can_confine(held) ? 0 : 1;
    }
    options.pool = std::filesystem::absolute(pool).lexically_normal();
    options.patience = std::chrono::seconds(patience);
    if (options.title.empty()) options.title = app.name();
    return jobs::run(options);
  });
}
