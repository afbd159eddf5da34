// SPDX-License-Identifier: MIT
// linuxbake-boot - boots machines in QEMU, and says whether they work.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>

#include "boot/child.h"
#include "boot/debugger.h"
#include "boot/emulator.h"
#include "boot/host_program.h"
#include "boot/kvm.h"
#include "boot/programs.h"
#include "boot/quoting.h"
#include "boot/result_run.h"
#include "boot/runner.h"
#include "boot/vm.h"
#include "common/files.h"
#include "common/program.h"
#include "common/sha256.h"

namespace {

namespace fs = std::filesystem;
using namespace linuxbake;
using namespace linuxbake::boot;

constexpr double trial_seconds = 5;  // in which a kernel under KVM has long said something

constexpr const char* script_help = R"(
The script, one step a line:
  expect TEXT           wait until TEXT comes (never the echo of what was typed)
  refuse TEXT           fail as soon as TEXT comes
  shell                 wait for a shell that answers
  run COMMAND           type COMMAND at the shell; its exit code has to be 0
    exit N|any            … has to be N, or does not matter
    output TEXT           its output has to be exactly TEXT; several lines: several times
    contains TEXT         its output has to hold TEXT
    lacks TEXT            its output must not hold TEXT
  host PROGRAM [ARGUMENT...]
                        run a program of this machine meanwhile; with the checks of run. There are
                        $PORT_22 (see --forward), $DIRECTORY (of the log), $SCRIPTS (of the script)
  send TEXT             type TEXT and Enter
  type TEXT             type TEXT as it is
  wait poweroff|reset   wait until the guest does it
  timeout SECONDS       for each of the steps that follow
TEXT is the rest of the line, or a string in double quotes with \n \r \t \e \\ \" \xHH.
Without --expect, --run and --script the step is: shell.

Verdicts: PASS, FAIL, PANIC, HANG, INFRA (exit code 1), SKIP (exit code 77).)";

struct Options {
  Machine machine;
  std::string firmware = "bios";
  std::string accelerator = "auto";
  std::string directory;
  std::string name = "boot";
  std::string made_by;
  std::string script;
  std::vector<std::string> expected, commands;
  double timeout = 60;
  bool verbose = false;
  bool icount = false;
  bool timeline = false;
  bool window = false;
  Debugger debugger;
  std::vector<std::string> reports;
  std::vector<unsigned> forwards;
  VmProgram program;
  std::string requirements;
  std::string machines;
  bool emulator = false;
  // Of a run whose results are told one by one.
  std::string results, list, result;
  std::vector<std::string> labels;
  bool before_tests = false;
};

void add_machine_options(CLI::App& command, Options& options) {
  Machine& machine = options.machine;
  auto* kernel = command.add_option("--kernel", machine.kernel, "a kernel to boot directly");
  command.add_option("--initramfs", machine.initramfs, "its initramfs")->needs(kernel);
  command.add_option("--cmdline", machine.cmdline, "its command line")->needs(kernel);
  auto* image = command.add_option("--image", machine.image, "an image to boot from");
  image->excludes(kernel);
  command.add_option("--medium", machine.medium, "what the image is: cdrom, disk or floppy")
      ->check(CLI::IsMember({"cdrom", "disk", "floppy"}))
      ->needs(image);
  command.add_option("--firmware", options.firmware, "bios (SeaBIOS) or uefi (OVMF)")
      ->check(CLI::IsMember({"bios", "uefi"}));
  command.add_option("--arch", machine.arch, "x86_64, i386, i486 or aarch64")
      ->check(CLI::IsMember({"x86_64", "i386", "i486", "aarch64"}));
  command.add_option("--memory", machine.memory, "MiB; 256 by default")
      ->check(CLI::Range(16U, 1U << 20U));
  command.add_option("--cpus", machine.cpus, "1 by default")->check(CLI::Range(1U, 255U));
  command
      .add_option("--accel", options.accelerator,
                  "auto (KVM where a trial boot proved it, else TCG), tcg or kvm")
      ->check(CLI::IsMember({"auto", "tcg", "kvm"}));
  command
      .add_option(
          "--forward", options.forwards,
          "a port of the machine that can be reached from here; gives it a network card and "
          "a network with DHCP that leads nowhere else; repeatable")
      ->allow_extra_args(false)
      ->check(CLI::Range(1U, 65535U));
  command.add_option("--qemu", machine.qemu, "QEMU's program; qemu-system-<arch> by default");
  command.add_option("--qemu-argument", machine.more, "a further argument for QEMU; repeatable")
      ->allow_extra_args(false);
  command.add_option("--directory", options.directory, "for the log, the report and so on")
      ->required();
  command.add_option("--made-by", options.made_by, "the target that makes the files, for messages");
}

void add_start_options(CLI::App& command, Options& options) {
  command.add_flag("--window", options.window, "show the machine's screen in a window as well");
  auto* symbols =
      command.add_option("--symbols", options.debugger.symbols,
                         "the kernel's vmlinux: the machine waits for gdb, and its commands are "
                         "written to commands.gdb in --directory");
  command
      .add_option("--gdb-port", options.debugger.port,
                  "a port of 127.0.0.1 where gdb is waited for, instead of a socket in --directory")
      ->check(CLI::Range(1U, 65535U))
      ->needs(symbols);
}

void add_run_options(CLI::App& command, Options& options) {
  command.footer(script_help);
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--script", options.script, "a file with the steps; see below")
      ->check(CLI::ExistingFile);
  command
      .add_option("--expect", options.expected, "the step: expect TEXT; repeatable, before others")
      ->allow_extra_args(false);
  command
      .add_option("--run", options.commands, "the step: run COMMAND; repeatable, after --expect")
      ->allow_extra_args(false);
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->check(CLI::PositiveNumber);
  command.add_flag(
      "--icount", options.icount,
      "report how many instructions the machine executed until the shell's prompt was there, or "
      "the "
      "last expected text: a figure that does not depend on the host. Such a machine is slow and "
      "takes no input");
  command.add_flag("--timeline", options.timeline,
                   "write down when each line came, to timeline.json in --directory");
  command.add_flag("--verbose", options.verbose, "show the serial line as it comes");
}

void add_vm_options(CLI::App& command, Options& options) {
  VmProgram& program = options.program;
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->check(CLI::PositiveNumber);
  command.add_option("--init", program.init, "vm-init.c, compiled")->required();
  command.add_option("--cmake", program.cmake, "CMake")->required();
  command.add_option("--runtime-files", program.script, "its script that finds shared libraries")
      ->required();
  command.add_option("--environment", program.environment, "NAME=VALUE; repeatable")
      ->allow_extra_args(false);
  command.add_option("--file", program.files, "a further file for the machine; repeatable")
      ->allow_extra_args(false);
  command
      .add_option(
          "--collect", program.collect,
          "a file of the machine that comes back, into collected/ of --directory; repeatable")
      ->allow_extra_args(false);
  command.add_flag("--emulator", options.emulator,
                   "take the working directory, the environment and the files among the arguments "
                   "from here; end as the program does; leave nothing behind if it exits with 0");
  command.add_option("--machines", options.machines,
                     "a directory for machines that have booted, which other runs begin from");
  command.add_option("--config", program.config, "the kernel's .config, where it is known");
  command.add_option("--require", options.requirements,
                     "what has to be in it: OPTION:WHO,OPTION:WHO…");
  command.add_option("--working-directory", program.directory, "/ by default");
  command
      .add_option("--network", program.devices.network,
                  "a network card: isolated, or open to what this host reaches")
      ->check(CLI::IsMember({"isolated", "open"}));
  command
      .add_option("--share", program.devices.shares,
                  "a directory of this host that is there at the same path, read-only; repeatable")
      ->allow_extra_args(false);
  command.add_option("--modules", program.module_directory, "the kernel's lib/modules/<release>");
  command
      .add_option("--module", program.modules,
                  "a module to load, besides those that the test needs; repeatable")
      ->allow_extra_args(false);
  command
      .add_option("--results", options.results,
                  "the results of the program are told one by one by `result`; what they are "
                  "written in: TAP, GTEST or CATCH2")
      ->check(CLI::IsMember({"TAP", "GTEST", "CATCH2"}));
  command.add_option("--list", options.list, "a file for ctest, with a test for each of them");
  command.add_option("--label", options.labels, "of these tests; repeatable")
      ->allow_extra_args(false);
  command.add_flag("--before-tests", options.before_tests, "ctest reads the file after this run");
  command.add_option("command", program.command, "the program and its arguments, after --")
      ->required();
}

Result<Script> make_script(const Options& options) {
  Script script;
  for (const std::string& text : options.expected) {
    Step step;
    step.text = text;
    script.push_back(step);
  }
  if (!options.commands.empty()) {
    Step shell;
    shell.kind = StepKind::shell;
    script.push_back(shell);
  }
  for (const std::string& text : options.commands) {
    Step step;
    step.kind = StepKind::run;
    step.text = text;
    script.push_back(step);
  }
  if (!options.script.empty()) {
    const Result<std::string> text = read_file(options.script);
    if (!text) return tl::unexpected(text.error());
    const Result<Script> steps = parse_script(*text, options.script);
    if (!steps) return steps;
    if (steps->empty()) return fail("has no step", options.script);
    script.insert(script.end(), steps->begin(), steps->end());
  }
  if (script.empty()) {
    Step shell;
    shell.kind = StepKind::shell;
    script.push_back(shell);
  }
  return script;
}

fs::path cache_directory() {
  for (const auto& [variable, below] : {std::pair{"LINUXBAKE_CACHE_DIR", ""},
                                        {"XDG_CACHE_HOME", "linuxbake"},
                                        {"HOME", ".cache/linuxbake"}}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return fs::path(value) / below / "kvm";
  }
  return fs::temp_directory_path() / "linuxbake" / "kvm";
}

bool types_something(const Script& script) {
  return std::any_of(script.begin(), script.end(), [](const Step& step) {
    return step.kind == StepKind::run || step.kind == StepKind::send || step.kind == StepKind::type;
  });
}

// The firmware for --firmware; SKIP where it is not installed.
std::optional<Outcome> choose_firmware(Options& options) {
  if (options.firmware != "uefi") return std::nullopt;
  options.machine.uefi = find_uefi_firmware(options.machine.arch, system_descriptor_directories());
  if (options.machine.uefi) return std::nullopt;
  return Outcome{Verdict::skip,
                 fmt::format("there is no UEFI firmware for {} ({})", options.machine.arch,
                             how_to_install_uefi(options.machine.arch))};
}

bool is_verdict_of_the_guest(const Report& report) {
  const Verdict verdict = report.outcome.verdict;
  return verdict == Verdict::pass || verdict == Verdict::fail || verdict == Verdict::panic;
}

// With --accel auto the trial boot of KVM is the test itself, with little time: if the guest came
// to a verdict, it stands.
Result<Report> run_with_accelerator(Run run, const std::string& accelerator) {
  run.machine.accelerator = accelerator == "kvm" ? "kvm" : "tcg";
  if (accelerator != "auto" || !kvm_obstacle(run.machine).empty() || obstacle(run)) {
    return run_machine(run);
  }
  std::optional<Report> tried;
  const bool works = kvm_works(cache_directory(), kvm_trial_key(run.machine), [&] {
    Run trial = run;
    trial.machine.accelerator = "kvm";
    trial.timeout = std::min(run.timeout, trial_seconds);
    trial.live = nullptr;
    const Result<Report> report = run_machine(trial);
    if (!report || !is_verdict_of_the_guest(*report)) return false;
    tried = *report;
    return true;
  });
  if (tried) return *tried;
  if (works) run.machine.accelerator = "kvm";
  return run_machine(run);
}

void print_outcome(const Report& report, const fs::path& directory) {
  if (report.outcome.verdict != Verdict::pass) {
    std::cout << report_text(report, directory);
    return;
  }
  std::cout << "PASS: " << report.name << " (" << report.machine << ", " << report.accelerator;
  if (report.shell_seconds)
    std::cout << fmt::format(", shell after {:.2f} s", *report.shell_seconds);
  std::cout << fmt::format(", {:.2f} s in all", report.seconds);
  if (report.instructions) std::cout << fmt::format(", {} instructions", *report.instructions);
  std::cout << ")\n";
}

Result<bool> choose_ports(Options& options) {
  for (const unsigned guest : options.forwards) {
    const Result<unsigned> host = free_port();
    if (!host) return tl::unexpected(host.error());
    options.machine.forwards.push_back({guest, *host});
  }
  return true;
}

// What the words of `host` may name.
std::map<std::string, std::string> script_values(const Options& options) {
  std::map<std::string, std::string> values = {
      {"DIRECTORY", fs::absolute(options.directory).string()}};
  if (!options.script.empty()) {
    values["SCRIPTS"] = fs::absolute(options.script).parent_path().string();
  }
  for (const Forward& forward : options.machine.forwards) {
    values[fmt::format("PORT_{}", forward.guest)] = std::to_string(forward.host);
  }
  return values;
}

Result<int> run_test(Options& options) {
  if (const auto chosen = choose_ports(options); !chosen) return tl::unexpected(chosen.error());
  Result<Script> script = make_script(options);
  if (script) script = with_values(*script, script_values(options));
  if (!script) return tl::unexpected(script.error());
  Run run;
  run.name = options.name;
  run.script = *script;
  run.timeout = options.timeout;
  run.directory = fs::absolute(options.directory);
  run.made_by = options.made_by;
  if (options.verbose) {
    run.live = [](std::string_view bytes) { std::cout << bytes << std::flush; };
  }
  const std::optional<Outcome> no_firmware = choose_firmware(options);
  run.machine = options.machine;
  run.timeline = options.timeline;
  const bool is_pc_with_bios = run.machine.arch != "aarch64" && options.firmware == "bios";
  if (run.timeline && is_pc_with_bios && !run.machine.image.empty())
    run.machine.firmware_log = (run.directory / "firmware.log").string();
  if (options.icount) {
    if (!run.machine.image.empty()) {
      return fail("--icount needs --kernel: when a medium answers is no matter of instructions");
    }
    if (types_something(run.script)) {
      return fail("--icount and steps that type do not go together: such a machine takes no input");
    }
    run.machine.instructions = (run.directory / "instructions.bin").string();
  }
  if (no_firmware) {
    std::cout << "SKIP: " << no_firmware->reason << '\n';
    Report report;
    report.name = run.name;
    report.outcome = *no_firmware;
    report.machine = machine_text(run.machine);
    const auto kept = write_file_if_different(run.directory / "report.json", report_json(report));
    if (!kept) return tl::unexpected(kept.error());
    return verdict_exit_code(Verdict::skip);
  }
  const Result<Report> report = run_with_accelerator(run, options.accelerator);
  if (!report) return tl::unexpected(report.error());
  if (options.verbose) std::cout << '\n';
  print_outcome(*report, run.directory);
  return verdict_exit_code(report->outcome.verdict);
}

std::optional<VmEnd> end_of(const Report& report, const fs::path& directory) {
  if (report.log.empty()) return std::nullopt;
  return vm_end(read_file(directory / report.log).value_or(""));
}

// Standard output and error are the program's; what we have to say goes to standard error.
void print_end(const Report& report, const fs::path& directory) {
  if (report.outcome.verdict == Verdict::skip) {
    std::cout << report_text(report, directory);
  } else if (report.outcome.verdict == Verdict::fail) {
    print_message("linuxbake-boot", "note", report.outcome.reason);
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
  options.program.libraries = run.directory;
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

// Our end is the program's, so that whoever started us sees the same as without a machine.
int end_like_program(int code, const fs::path& directory) {
  std::error_code ignored;
  if (code == exit_done) {
    fs::remove_all(directory, ignored);
    fs::remove(directory.string() + ".lock", ignored);
  }
  constexpr int killed = 128, last_signal = 31;
  if (code <= killed || code > killed + last_signal) return code;
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::signal(code - killed, SIG_DFL);
  ::raise(code - killed);
  return code;
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

// Reports a part of a run: one result, or how the whole has ended.
Result<int> tell_result(const Options& options) {
  const Result<RunRecord> record = read_record(fs::absolute(options.directory));
  if (!record) return tl::unexpected(record.error());
  if (!options.result.empty()) {
    const Outcome outcome = outcome_of(*record, options.result);
    std::cout << outcome.reason;
    return verdict_exit_code(outcome.verdict);
  }
  const Outcome outcome = outcome_of_whole(*record);
  std::cout << verdict_name(outcome.verdict) << ": " << outcome.reason << '\n';
  return verdict_exit_code(outcome.verdict);
}

Result<int> run_in_machine(Options& options) {
  std::optional<ResultRun> results = result_run(options);
  if (const auto output = results ? results->made_before() : std::nullopt) {
    std::cout << *output;
    return exit_done;
  }
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
  VmStreams streams(
      [&results](std::string_view bytes) {
        std::cout << bytes << std::flush;
        if (results) results->take_output(bytes);
      },
      [](std::string_view bytes) { std::cerr << bytes << std::flush; }, options.program.collected);
  std::error_code ignored;
  if (!fs::is_regular_file(options.program.init, ignored)) {
    return fail(fmt::format("{} does not exist; build target {} first",
                            options.program.init.string(), run.made_by));
  }
  if (const auto prepared = prepare_vm(options.program, streams, run); !prepared) {
    return tl::unexpected(prepared.error());
  }
  const Result<Report> report = run_with_accelerator(run, options.accelerator);
  if (!report) return tl::unexpected(report.error());
  print_end(*report, run.directory);
  if (results) {
    const auto kept = results->keep(report->outcome, end_of(*report, run.directory));
    if (!kept) return tl::unexpected(kept.error());
    const Verdict verdict = report->outcome.verdict;
    const bool ran = verdict != Verdict::infra && verdict != Verdict::skip;
    return ran ? exit_done : verdict_exit_code(verdict);
  }
  const int code = vm_exit_code(*report, run.directory);
  return options.emulator ? end_like_program(code, run.directory) : code;
}

// A machine to look at is not tried first: KVM only if a test has proved it.
std::string accelerator_to_start_with(const Machine& machine, const std::string& wanted) {
  if (wanted != "auto") return wanted;
  const bool proved = kvm_obstacle(machine).empty() &&
                      kvm_known(cache_directory(), kvm_trial_key(machine)).value_or(false);
  return proved ? "kvm" : "tcg";
}

// Everything for a debugger but QEMU itself; we go to the directory that has the socket.
Result<Machine> prepare_debugging(Machine machine, Debugger debugger, const fs::path& directory) {
  debugger.directory = directory;
  std::error_code error;
  if (!fs::is_regular_file(debugger.symbols, error)) {
    return fail("there is no such file; its target makes it", debugger.symbols);
  }
  wait_for_debugger(machine, debugger);
  const fs::path file = gdb_commands_file(debugger);
  const auto written = write_file_if_different(file, gdb_commands(debugger));
  if (!written) return tl::unexpected(written.error());
  fs::current_path(directory, error);
  if (error) return fail("cannot be entered: " + error.message(), directory.string());
  std::cout << "The machine waits for a debugger. In another terminal:\n  "
            << shell_line({"gdb", "-x", file.string()}) << '\n';
  return machine;
}

// Replaces us by QEMU, on the terminal.
Result<int> start_on_terminal(Options& options) {
  Run run;
  if (const auto missing = choose_firmware(options)) return fail(missing->reason);
  if (const auto chosen = choose_ports(options); !chosen) return tl::unexpected(chosen.error());
  run.machine = options.machine;
  run.made_by = options.made_by;
  if (const auto known = obstacle(run)) return fail(known->reason);
  const fs::path directory = fs::absolute(options.directory);
  if (const auto copied = copy_uefi_variables(run.machine, directory); !copied) {
    return tl::unexpected(copied.error());
  }
  run.machine.no_reboot = false;
  run.machine.accelerator = accelerator_to_start_with(run.machine, options.accelerator);
  if (!options.debugger.symbols.empty()) {
    const Result<Machine> waiting = prepare_debugging(run.machine, options.debugger, directory);
    if (!waiting) return tl::unexpected(waiting.error());
    run.machine = *waiting;
  }
  std::vector<std::string> words =
      qemu_command(run.machine, options.window ? Connection::window : Connection::terminal);
  std::cout << shell_line(words) << "\nThe serial line of the machine is this terminal. "
            << "Ctrl-A X ends the machine, Ctrl-A C gives QEMU's monitor.\n"
            << std::flush;
  for (const Forward& forward : run.machine.forwards) {
    std::cout << fmt::format("Its port {} is port {} of 127.0.0.1.\n", forward.guest, forward.host)
              << std::flush;
  }
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execvp(pointers[0], pointers.data());
  return fail(fmt::format("{} cannot be started: {}", words[0], std::strerror(errno)));
}

Result<int> summarise(const Options& options) {
  const std::vector<fs::path> places(options.reports.begin(), options.reports.end());
  const Result<std::vector<Report>> reports = read_reports(places);
  if (!reports) return tl::unexpected(reports.error());
  if (reports->empty()) return fail("there is no report.json in " + options.reports.front());
  std::cout << report_table(*reports);
  return exit_done;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Boots machines in QEMU, and says whether they work.", "linuxbake-boot");
  app.require_subcommand(1);
  Options options;
  CLI::App* run = app.add_subcommand("run", "boots a machine, carries a script out, reports");
  add_machine_options(*run, options);
  add_run_options(*run, options);
  CLI::App* start = app.add_subcommand("start", "boots a machine on this terminal");
  add_machine_options(*start, options);
  add_start_options(*start, options);
  CLI::App* vm = app.add_subcommand("vm", "runs a program of this host in a machine");
  add_machine_options(*vm, options);
  add_vm_options(*vm, options);
  CLI::App* result =
      app.add_subcommand("result", "reports one result of vm --results, or the whole");
  result->add_option("--directory", options.directory, "that of the run")->required();
  result->add_option("--name", options.result, "of the result; without it, the whole is reported");
  CLI::App* summary = app.add_subcommand("summary", "prints a table of reports");
  summary->add_option("places", options.reports, "report.json files, or directories with them")
      ->required()
      ->check(CLI::ExistingPath);
  return run_program(app, argc, argv, [&]() -> Result<int> {
    if (*summary) return summarise(options);
    if (*result) return tell_result(options);
    if (options.machine.image.empty() && options.machine.kernel.empty()) {
      print_message(app.get_name(), "error", "--kernel or --image is missing");
      return exit_usage;
    }
    if (*vm) return run_in_machine(options);
    return *run ? run_test(options) : start_on_terminal(options);
  });
}
