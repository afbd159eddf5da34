// SPDX-License-Identifier: MIT
#include "boot/command/away.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>

#include "boot/away/attempt.h"
#include "boot/away/bundle.h"
#include "boot/away/far_side.h"
#include "boot/away/launcher_words.h"
#include "boot/away/slurm.h"
#include "boot/command/inputs.h"
#include "boot/process/process_end.h"
#include "boot/run/report.h"
#include "boot/suite/result_run.h"
#include "common/files.h"
#include "common/lines.h"
#include "common/program.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown_of_launcher = 15;  // lines

// A test that is taken away.
struct Journey {
  std::string name;
  fs::path directory;
  std::vector<std::string> launcher;
  std::vector<std::string> command;     // behind the launcher's words
  std::vector<std::string> comes_back;  // places that may be sent here
  std::string token = new_token();
};

struct Arrival {
  Attempt attempt;
  std::string fault;  // why it has decided nothing; empty if it has
  bool is_second = false;
};

// Whether a launcher that complains has kept the test from its own end: one that has succeeded has.
std::string fault_of(const Attempt& attempt) {
  if (!attempt.end) return launcher_fault(attempt.said, attempt.launcher_end);
  if (*attempt.end == 0) return {};
  return slurm_fault(attempt.said);
}

// At most twice.
Result<Arrival> travel(const Journey& journey) {
  std::vector<std::string> launcher = journey.launcher;
  for (Arrival arrival;; arrival.is_second = true) {
    Result<Attempt> attempted = attempt(with_launcher(launcher, journey.command), journey.token);
    if (!attempted) return tl::unexpected(attempted.error());
    arrival.attempt = *std::move(attempted);
    arrival.fault = fault_of(arrival.attempt);
    if (arrival.fault.empty() || arrival.is_second || arrival.attempt.interrupted_by != 0) {
      return arrival;
    }
    print_message("linuxbake-boot", "note",
                  fmt::format("{}: {}; started once more", journey.name, arrival.fault));
    launcher = launcher_for_retry(launcher, arrival.attempt.said);
  }
}

bool may_come_back(const fs::path& file, const Journey& journey) {
  const std::string path = file.lexically_normal().string();
  return std::any_of(
      journey.comes_back.begin(), journey.comes_back.end(),
      [&path](const std::string& place) { return path == place || path.starts_with(place + "/"); });
}

// What the test has said and made, as if it had been here.
Result<void> unpack(const Journey& journey, const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) {
    if (frame.kind == FrameKind::output) std::cout << frame.bytes << std::flush;
    if (frame.kind == FrameKind::errors) std::cerr << frame.bytes << std::flush;
    const std::optional<SentFile> file = file_of_frame(frame);
    if (!file) continue;
    if (!may_come_back(file->path, journey)) return fail("came back unasked", file->path);
    if (const auto done = write_file_if_different(file->path, file->bytes); !done)
      return tl::unexpected(done.error());
  }
  return {};
}

CommandEnd end_as_there(int wait_status) {
  if (WIFSIGNALED(wait_status)) end_by_signal(WTERMSIG(wait_status));
  return {WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : exit_failed};
}

// Nothing is known of what is tested.
Result<bool> tell_fault(const Journey& journey, const Arrival& arrival) {
  Report report;
  report.name = journey.name;
  report.outcome = {Verdict::infra, arrival.fault};
  const std::string_view said = last_lines(arrival.attempt.said, shown_of_launcher);
  std::cerr << report_text(report, journey.directory);
  if (!said.empty()) std::cerr << "  the end of what the launcher said:\n" << indented(said);
  return write_file_if_different(journey.directory / "report.json", report_json(report));
}

fs::path this_program_file() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

// Beside the directory, all of which comes back.
fs::path bundle_of(const fs::path& directory) {
  return directory.string() + ".bundle";
}

// What `run` and `vm` differ in.
struct Traveller {
  std::string name;
  fs::path directory;
  std::vector<std::string> arguments;  // behind the name of the command
  std::vector<std::string> lists;      // files that it writes besides
  std::function<Result<std::vector<std::string>>()> inputs;
  std::function<Result<bool>(const Outcome&)> keep_outcome;
};

std::vector<std::string> command_there(const AwayOptions& options, const Traveller& traveller,
                                       const Journey& journey, const fs::path& program) {
  std::vector<std::string> words = {program.string(), "back", "--token=" + journey.token};
  if (is_under_ctest()) words.emplace_back("--ctest");
  for (const std::string& place : journey.comes_back) words.push_back("--bring=" + place);
  words.emplace_back("--");
  words.push_back(options.command[0]);
  words.insert(words.end(), traveller.arguments.begin(), traveller.arguments.end());
  words.insert(words.end(), options.command.begin() + 1, options.command.end());
  return words;
}

Result<Journey> prepare_journey(const AwayOptions& options, const Traveller& traveller) {
  Journey journey;
  journey.name = traveller.name;
  journey.directory = fs::absolute(traveller.directory).lexically_normal();
  journey.launcher = options.launcher;
  fs::path program = this_program_file();
  if (options.bundle) {
    const auto inputs = traveller.inputs();
    if (!inputs) return tl::unexpected(inputs.error());
    program = bundle_of(journey.directory);
    if (const auto made = write_bundle(program, *inputs); !made) {
      return tl::unexpected(made.error());
    }
    journey.comes_back = traveller.lists;
    journey.comes_back.push_back(journey.directory.string());
  }
  journey.command = command_there(options, traveller, journey, program);
  return journey;
}

Result<CommandEnd> list_inputs(const Traveller& traveller) {
  const auto inputs = traveller.inputs();
  if (!inputs) return tl::unexpected(inputs.error());
  for (const std::string& file : *inputs) std::cout << file << '\n';
  return CommandEnd{exit_done};
}

Result<CommandEnd> have_done(const AwayOptions& options, const Traveller& traveller) {
  if (options.list) return list_inputs(traveller);
  if (options.launcher.empty()) return fail("--word is missing: no launcher is named");
  const auto journey = prepare_journey(options, traveller);
  if (!journey) return tl::unexpected(journey.error());
  const Result<Arrival> arrival = travel(*journey);
  if (options.bundle) remove_bundle(bundle_of(journey->directory));
  if (!arrival) return tl::unexpected(arrival.error());
  if (arrival->fault.empty()) {
    if (const auto done = unpack(*journey, arrival->attempt.frames); !done)
      return tl::unexpected(done.error());
    return end_as_there(*arrival->attempt.end);
  }
  note_interruption(arrival->attempt.interrupted_by);
  if (const auto told = tell_fault(*journey, *arrival); !told) return tl::unexpected(told.error());
  const auto kept = traveller.keep_outcome({Verdict::infra, arrival->fault});
  if (!kept) return tl::unexpected(kept.error());
  return CommandEnd{exit_failed, true};
}

}  // namespace

void add_away_options(Command& command, AwayOptions& options) {
  command.add_option("--word", options.launcher, "of the launcher: srun, --mem=512M; repeatable")
      ->one_value();
  command.add_flag("--bundle", options.bundle,
                   "start one file with all that the test needs, and take back what it makes: for "
                   "machines without our files (srun --bcast)");
  command.add_flag("--list", options.list, "only print the names of the files that the test needs");
  command.add_option("command", options.command, "`run` or `vm` with its arguments, after --")
      ->required();
}

Result<CommandEnd> have_run_done(const AwayOptions& options, const RunOptions& run) {
  return have_done(options, {run.name,
                             run.machine.directory,
                             {},
                             {},
                             [&run] { return inputs_of(run); },
                             [](const Outcome&) { return Result<bool>(true); }});
}

Result<CommandEnd> have_vm_done(const AwayOptions& options, const VmOptions& vm) {
  const bool has_results = !vm.results.format.empty();
  if (has_results && !options.list) {
    if (const auto end = end_without_machine(vm)) return *end;
  }
  Traveller traveller{vm.name,
                      vm.machine.directory,
                      {},
                      {},
                      [&vm] { return inputs_of(vm); },
                      [&vm](const Outcome& outcome) { return keep_outcome(vm, outcome); }};
  if (has_results) traveller.arguments.push_back("--caller=" + caller_of_us());
  if (!vm.results.list.empty()) {
    traveller.lists.push_back(fs::absolute(vm.results.list).lexically_normal().string());
  }
  Result<CommandEnd> end = have_done(options, traveller);
  if (end && vm.results.before_tests) end->is_undecided = false;
  return end;
}

void add_back_options(Command& command, BackOptions& options) {
  command.add_option("--token", options.token, "of what is sent back")->required();
  command.add_option("--bring", options.bring, "a file or directory that goes back; repeatable")
      ->one_value();
  command.add_flag("--ctest", options.ctest, "ctest has started `away`");
  command.add_option("command", options.command, "`run` or `vm` with its arguments, after --")
      ->required();
}

Result<CommandEnd> run_and_send_back(const BackOptions& options) {
  if (options.ctest) ::setenv("DASHBOARD_TEST_FROM_CTEST", "1", 1);
  FarSide far_side{options.token, options.command, options.bring};
  far_side.command.insert(far_side.command.begin(), this_program_file().string());
  const Result<int> code = run_far_side(far_side);
  if (!code) return tl::unexpected(code.error());
  return CommandEnd{*code};
}

}  // namespace linuxbake::boot
