// SPDX-License-Identifier: MIT
#include "boot/command/vm.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>

#include "boot/command/vm_end.h"
#include "boot/process/process_end.h"
#include "boot/run/accelerator.h"
#include "boot/run/obstacle.h"
#include "boot/suite/result_run.h"
#include "boot/vm/emulator.h"
#include "boot/vm/outlet.h"
#include "boot/vm/prepare.h"
#include "common/file_lock.h"
#include "common/files.h"
#include "common/program.h"
#include "common/sha256.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

void add_library_options(Command& command, VmProgram& program) {
  command
      .add_option("--sysroot", program.places.sysroots,
                  "a directory with libraries for programs of another architecture, as they are "
                  "below / in the machine; repeatable")
      ->one_value();
  command
      .add_option("--libraries", program.places.directories,
                  "a further directory with such libraries, which are beside the libc in the "
                  "machine; repeatable")
      ->one_value();
}

// What the machine has for the program.
void add_need_options(Command& command, VmOptions& options) {
  VmProgram& program = options.program;
  command.add_option("--config", program.config, "the kernel's .config, where it is known");
  command.add_option("--require", options.requirements,
                     "what has to be in it: OPTION:WHO,OPTION:WHO…");
  command.add_option("--library-directories", program.library_directories,
                     "DIRECTORY:DIRECTORY…, where shared libraries are that are found in no other "
                     "way; the program's LD_LIBRARY_PATH names them then");
  command.add_option("--working-directory", program.directory, "/ by default");
  command
      .add_option("--network", program.devices.network,
                  "a network card: isolated, or open to what this host reaches")
      ->one_of({"isolated", "open"});
  command
      .add_option("--share", program.devices.shares,
                  "a directory of this host that is there at the same path; repeatable")
      ->one_value();
  command.add_option("--modules", program.module_directory, "the kernel's lib/modules/<release>");
  command
      .add_option("--module", program.modules,
                  "a module to load, besides those that the test needs; repeatable")
      ->one_value();
}

void add_results_options(Command& command, ResultsOptions& options) {
  command
      .add_option("--results", options.format,
                  "the results of the program are told one by one by `result`; what they are "
                  "written in: TAP, GTEST or CATCH2")
      ->one_of({"TAP", "GTEST", "CATCH2"});
  command.add_option("--list", options.list, "a file for ctest, with a test for each of them");
  command.add_option("--label", options.labels, "of these tests; repeatable")->one_value();
  command.add_flag("--before-tests", options.before_tests, "ctest reads the file after this run");
  command.add_option("--caller", options.caller,
                     "who has started us from another machine; set by `away`");
}

// Tests of one program run at the same time: each has a directory of its own, and the next run of
// a test that failed has the same. The lock is held as long as the result lives.
std::optional<FileLock> prepare_emulator(VmOptions& options, Run& run) {
  std::string key = fs::current_path().string() + '\0';
  for (const std::string& word : options.program.command) key += word + '\0';
  std::error_code ignored;
  fs::create_directories(run.directory, ignored);
  run.directory /= sha256(key).substr(0, 16);
  std::optional<FileLock> lock = try_lock_file(run.directory.string() + ".lock");
  if (!lock) run.directory += fmt::format("-{}", ::getpid());
  emulate(options.program, fs::current_path(), ::environ);
  return lock;
}

void forget_run(const fs::path& directory) {
  std::error_code ignored;
  fs::remove_all(directory, ignored);
  fs::remove(directory.string() + ".lock", ignored);
}

// The end is the program's, so that whoever started us sees the same as without a machine.
int end_like_program(int code, const std::optional<VmEnd>& end) {
  if (end && end->kind == VmEnd::Kind::killed) end_by_signal(end->number);
  return code;
}

// A program whose output nobody takes ends at once.
void print(Outlet& outlet, std::string_view bytes, bool is_emulator) {
  outlet.write(bytes);
  if (is_emulator && outlet.error() == EPIPE) end_by_signal(SIGPIPE);
}

Result<bool> check_outlets(const Outlet& output, const Outlet& errors) {
  for (const auto& [outlet, name] : {std::pair{&output, "output"}, {&errors, "error"}}) {
    if (outlet->error() == 0) continue;
    return fail(
        fmt::format("standard {} cannot be written: {}", name, std::strerror(outlet->error())));
  }
  return true;
}

// What the kernel's target makes; nothing is prepared for a machine that cannot be started.
Result<void> check_built(const VmOptions& options) {
  for (const std::string& file :
       {options.machine.machine.kernel, options.program.config, options.program.init.string()}) {
    std::error_code ignored;
    if (!file.empty() && !fs::is_regular_file(file, ignored))
      return fail(missing_file(file, options.machine.made_by));
  }
  return {};
}

fs::path this_program() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

std::optional<ResultRun> result_run(const VmOptions& options) {
  const ResultsOptions& results = options.results;
  if (results.format.empty()) return std::nullopt;
  const ResultTests tests{this_program(), fs::absolute(options.machine.directory), options.name,
                          results.labels};
  return ResultRun(results.format, tests, results.list, results.before_tests, results.caller);
}

// Both outputs of the program: to our own, and to who reads its results.
class Outputs {
 public:
  Outputs(const VmOptions& options, std::optional<ResultRun>& results)
      : results_(results),
        shown_(!options.results.before_tests),
        is_emulator_(options.emulator),
        streams_([this](std::string_view bytes) { take_output(bytes); },
                 [this](std::string_view bytes) { take_errors(bytes); },
                 options.program.collected) {}
  Outputs(const Outputs&) = delete;
  Outputs& operator=(const Outputs&) = delete;

  [[nodiscard]] VmStreams& streams() { return streams_; }
  // Errors: nobody takes them.
  [[nodiscard]] Result<bool> check() const { return check_outlets(output_, errors_); }

 private:
  void take_output(std::string_view bytes) {
    if (shown_) print(output_, bytes, is_emulator_);
    if (results_) results_->take_output(bytes);
  }
  void take_errors(std::string_view bytes) {
    if (shown_) print(errors_, bytes, is_emulator_);
    if (results_) results_->take_errors(bytes);
  }

  std::optional<ResultRun>& results_;
  bool shown_, is_emulator_;
  Outlet output_{STDOUT_FILENO}, errors_{STDERR_FILENO};
  VmStreams streams_;
};

Run make_run(const VmOptions& options) {
  Run run;
  run.name = options.name;
  run.timeout = options.timeout;
  run.directory = fs::absolute(options.machine.directory);
  run.made_by = options.machine.made_by;
  run.machine = options.machine.machine;
  if (!options.machines.empty()) run.saved_machines = fs::absolute(options.machines);
  return run;
}

// `failure` gets the reason if the program did not come to an end of its own.
Result<Report> boot_with_program(const VmOptions& options, Run& run, Outputs& outputs,
                                 std::string& failure) {
  if (const auto built = check_built(options); !built) return tl::unexpected(built.error());
  if (const auto prepared = prepare_vm(options.program, outputs.streams(), run); !prepared) {
    return tl::unexpected(prepared.error());
  }
  Result<Report> report = run_with_accelerator(run, options.machine.accelerator);
  if (!report) return report;
  if (report->outcome.verdict != Verdict::pass && !ended_by_itself(*report, run.directory)) {
    failure = report->outcome.reason;
  }
  if (!options.results.before_tests)
    print_end(*report, run.directory, options.emulator && !options.verbose);
  if (const auto written = outputs.check(); !written) return tl::unexpected(written.error());
  return report;
}

// Of a run whose results are told by others.
Result<CommandEnd> end_of_results(const ResultRun& results, const Report& report,
                                  const fs::path& directory, bool before_tests) {
  const auto kept = results.keep(report.outcome, end_of(report, directory));
  if (!kept) return tl::unexpected(kept.error());
  const Verdict verdict = report.outcome.verdict;
  const bool ran = verdict != Verdict::infra && verdict != Verdict::skip;
  return CommandEnd{ran ? exit_done : verdict_exit_code(verdict),
                    verdict == Verdict::infra && !before_tests};
}

CommandEnd end_of_program(const VmOptions& options, const Report& report,
                          const fs::path& directory) {
  const int code = vm_exit_code(report, directory);
  // A test that is skipped says so by its exit code; a project that knows no emulator has none.
  const bool is_skipped = report.outcome.verdict == Verdict::skip && !options.emulator;
  if (code != exit_done && !is_skipped && !ended_by_itself(report, directory)) {
    return {code, true};
  }
  if (options.emulator && code == exit_done) forget_run(directory);
  if (!options.emulator && !is_under_ctest()) return {code};
  return {end_like_program(code, end_of(report, directory))};
}

// What need not be run again, as ctest has had it run before, or none of its tests is wanted.
std::optional<CommandEnd> end_without_run(const VmOptions& options,
                                          const std::optional<ResultRun>& results) {
  if (options.results.before_tests) {
    if (results && results->needless()) return CommandEnd{exit_done};
    if (!options.results.caller.empty()) return std::nullopt;
    print_message("linuxbake-boot", "note",
                  options.name + ": runs once now, so that ctest knows the names of its tests");
  }
  const auto output = results ? results->made_before() : std::nullopt;
  if (!output) return std::nullopt;
  std::cout << *output;
  return CommandEnd{exit_done};
}

Result<CommandEnd> run_once(VmOptions& options, std::string& failure) {
  std::optional<ResultRun> results = result_run(options);
  if (const auto end = end_without_run(options, results)) return *end;
  StandardInput input;
  if (!results) options.program.input = &input;
  Run run = make_run(options);
  options.program.requirements = parse_requirements(options.requirements);
  std::optional<FileLock> lock;
  if (options.emulator) lock = prepare_emulator(options, run);
  if (options.program.directory.empty()) options.program.directory = "/";
  options.program.collected = run.directory / "collected";
  Outputs outputs(options, results);
  const Result<Report> report = boot_with_program(options, run, outputs, failure);
  if (!report) return tl::unexpected(report.error());
  if (results) {
    return end_of_results(*results, *report, run.directory, options.results.before_tests);
  }
  return end_of_program(options, *report, run.directory);
}

}  // namespace

void add_vm_options(Command& command, VmOptions& options) {
  VmProgram& program = options.program;
  add_library_options(command, program);
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->positive();
  command.add_option("--init", program.init, "vm-init, compiled")->required();
  command.add_option("--environment", program.environment, "NAME=VALUE; repeatable")->one_value();
  command.add_option("--file", program.files, "a further file for the machine; repeatable")
      ->one_value();
  command
      .add_option(
          "--collect", program.collect,
          "a file of the machine that comes back, into collected/ of --directory; repeatable")
      ->one_value();
  command.add_option("--failure-file", options.failure_file,
                     "a file that gets the reason if the program could not run to its end");
  command.add_flag("--emulator", options.emulator,
                   "take the working directory, the environment and the files among the arguments "
                   "from here; end as the program does; leave nothing behind if it exits with 0");
  command.add_flag("--verbose", options.verbose,
                   "with --emulator: say how the program ended, if not with 0");
  command.add_option("--machines", options.machines,
                     "a directory for machines that have booted, which other runs begin from");
  add_need_options(command, options);
  add_results_options(command, options.results);
  command.add_option("command", program.command, "the program and its arguments, after --")
      ->required();
}

std::optional<CommandEnd> end_without_machine(const VmOptions& options) {
  return end_without_run(options, result_run(options));
}

Result<bool> keep_outcome(const VmOptions& options, const Outcome& outcome) {
  const std::optional<ResultRun> results = result_run(options);
  return results ? results->keep(outcome, std::nullopt) : Result<bool>(false);
}

Result<CommandEnd> run_in_machine(VmOptions& options) {
  std::string failure;
  Result<CommandEnd> end = run_once(options, failure);
  if (!end) failure = end.error().text();
  if (!options.failure_file.empty() && !failure.empty()) {
    [[maybe_unused]] const auto written =
        write_file_if_different(options.failure_file, failure + "\n");
  }
  return end;
}

}  // namespace linuxbake::boot
