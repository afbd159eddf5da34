// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "boot/accelerator.h"
#include "boot/child.h"
#include "boot/commands.h"
#include "boot/emulator.h"
#include "boot/outlet.h"
#include "boot/process_end.h"
#include "boot/result_run.h"
#include "boot/standard_input.h"
#include "common/files.h"
#include "common/program.h"
#include "common/sha256.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

std::optional<VmEnd> end_of(const Report& report, const fs::path& directory) {
  if (report.log.empty()) return std::nullopt;
  return vm_end(read_file(directory / report.log).value_or(""));
}

// Whether there is nothing to say but what our own end says.
bool ended_by_itself(const Report& report, const fs::path& directory) {
  const std::optional<VmEnd> end = end_of(report, directory);
  if (!end || report.outcome.reason.find("MEMORY") != std::string::npos) return false;
  if (end->kind == VmEnd::Kind::exited) return end->number != exit_done;
  return end->kind == VmEnd::Kind::killed;
}

// Standard output and error are the program's; what we have to say goes to standard error.
void print_end(const Report& report, const fs::path& directory, bool is_silent) {
  if (report.outcome.verdict == Verdict::skip) {
    (is_silent ? std::cerr : std::cout) << report_text(report, directory);
  } else if (report.outcome.verdict == Verdict::fail) {
    if (is_silent && ended_by_itself(report, directory)) return;
    print_message("linuxbake-boot", "note", report.outcome.reason);
    if (ended_by_itself(report, directory)) return;
    if (!report.cause.empty())
      print_message("linuxbake-boot", "note", "likely cause: " + report.cause);
    print_message("linuxbake-boot", "note",
                  "the machine's log is " + (directory / "serial.log").string());
  } else if (report.outcome.verdict != Verdict::pass) {
    std::cerr << report_text(report, directory);
  }
}

int vm_exit_code(const Report& report, const fs::path& directory) {
  if (report.outcome.verdict != Verdict::fail) return verdict_exit_code(report.outcome.verdict);
  const std::optional<VmEnd> end = end_of(report, directory);
  if (!end || end->kind == VmEnd::Kind::not_started) return exit_failed;
  constexpr int killed = 128;  // as a shell says it
  if (end->kind == VmEnd::Kind::killed) return killed + end->number;
  return end->number == 0 ? exit_failed : end->number;
}

// Tests of one program run at the same time: each has a directory of its own, and the next run of
// a test that failed has the same. The lock is held as long as the result lives.
Descriptor prepare_emulator(Options& options, Run& run) {
  std::string key = fs::current_path().string() + '\0';
  for (const std::string& word : options.program.command) key += word + '\0';
  std::error_code ignored;
  fs::create_directories(run.directory, ignored);
  run.directory /= sha256(key).substr(0, 16);
  Descriptor lock(
      ::open((run.directory.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  const bool ours = lock.open() && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
  if (!ours) run.directory += fmt::format("-{}", ::getpid());
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
Result<void> check_built(const Options& options, const std::string& made_by) {
  for (const std::string& file :
       {options.machine.kernel, options.program.config, options.program.init.string()}) {
    std::error_code ignored;
    if (!file.empty() && !fs::is_regular_file(file, ignored))
      return fail(missing_file(file, made_by));
  }
  return {};
}

fs::path this_program() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

std::optional<ResultRun> result_run(const Options& options) {
  if (options.results.empty()) return std::nullopt;
  const ResultTests tests{this_program(), fs::absolute(options.directory), options.name,
                          options.labels};
  return ResultRun(options.results, tests, options.list, options.before_tests);
}

// `failure` gets the reason if the program did not come to an end of its own.
Result<int> run_once(Options& options, std::string& failure) {
  std::optional<ResultRun> results = result_run(options);
  if (options.before_tests) {
    if (results && results->needless()) return exit_done;
    print_message("linuxbake-boot", "note",
                  options.name + ": runs once now, so that ctest knows the names of its tests");
  }
  if (const auto output = results ? results->made_before() : std::nullopt) {
    std::cout << *output;
    return exit_done;
  }
  StandardInput input;
  if (!results) options.program.input = &input;
  Run run;
  run.name = options.name;
  run.timeout = options.timeout;
  run.directory = fs::absolute(options.directory);
  run.made_by = options.made_by;
  run.machine = options.machine;
  if (!options.machines.empty()) run.saved_machines = fs::absolute(options.machines);
  options.program.requirements = parse_requirements(options.requirements);
  Descriptor lock;
  if (options.emulator) lock = prepare_emulator(options, run);
  if (options.program.directory.empty()) options.program.directory = "/";
  options.program.collected = run.directory / "collected";
  Outlet output(STDOUT_FILENO), errors(STDERR_FILENO);
  VmStreams streams(
      [&](std::string_view bytes) {
        if (!options.before_tests) print(output, bytes, options.emulator);
        if (results) results->take_output(bytes);
      },
      [&](std::string_view bytes) {
        if (!options.before_tests) print(errors, bytes, options.emulator);
        if (results) results->take_errors(bytes);
      },
      options.program.collected);
  if (const auto built = check_built(options, run.made_by); !built) {
    return tl::unexpected(built.error());
  }
  if (const auto prepared = prepare_vm(options.program, streams, run); !prepared) {
    return tl::unexpected(prepared.error());
  }
  const Result<Report> report = run_with_accelerator(run, options.accelerator);
  if (!report) return tl::unexpected(report.error());
  if (report->outcome.verdict != Verdict::pass && !ended_by_itself(*report, run.directory)) {
    failure = report->outcome.reason;
  }
  if (!options.before_tests)
    print_end(*report, run.directory, options.emulator && !options.verbose);
  if (const auto written = check_outlets(output, errors); !written) {
    return tl::unexpected(written.error());
  }
  if (results) {
    const auto kept = results->keep(report->outcome, end_of(*report, run.directory));
    if (!kept) return tl::unexpected(kept.error());
    const Verdict verdict = report->outcome.verdict;
    const bool ran = verdict != Verdict::infra && verdict != Verdict::skip;
    options.undecided = verdict == Verdict::infra && !options.before_tests;
    return ran ? exit_done : verdict_exit_code(verdict);
  }
  const int code = vm_exit_code(*report, run.directory);
  // A test that is skipped says so by its exit code; a project that knows no emulator has none.
  const bool is_skipped = report->outcome.verdict == Verdict::skip && !options.emulator;
  options.undecided = code != exit_done && !is_skipped && !ended_by_itself(*report, run.directory);
  if (options.undecided) return code;
  if (options.emulator && code == exit_done) forget_run(run.directory);
  if (!options.emulator && !is_under_ctest()) return code;
  return end_like_program(code, end_of(*report, run.directory));
}

}  // namespace

Result<int> run_in_machine(Options& options) {
  std::string failure;
  Result<int> code = run_once(options, failure);
  if (!code) failure = code.error().text();
  if (!options.failure_file.empty() && !failure.empty()) {
    [[maybe_unused]] const auto written =
        write_file_if_different(options.failure_file, failure + "\n");
  }
  return code;
}

}  // namespace linuxbake::boot
