// SPDX-License-Identifier: MIT
#include "boot/command/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "boot/guest/script.h"
#include "boot/run/accelerator.h"
#include "boot/run/asked_init.h"
#include "common/architecture.h"
#include "common/files.h"
#include "common/visible_text.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

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
                        run a program of the host meanwhile; with the checks of run. There are
                        $PORT_22 (see --forward), $DIRECTORY (of the log), $SCRIPTS (of the script)
  send TEXT             type TEXT and Enter
  type TEXT             type TEXT as it is
  eject                 take the medium that the machine was started from out of its drive
  wait poweroff|reset   wait until the guest does it
  timeout SECONDS       for each of the steps that follow
TEXT is the rest of the line, or a string in double quotes with \n \r \t \e \\ \" \xHH.
Without --expect, --run and --script the step is: shell.

Verdicts: PASS, FAIL, PANIC, HANG, INFRA (exit code 1), SKIP (exit code 77).)";

constexpr std::size_t shown_of_command = 60;

Step step_of(StepKind kind, const std::string& text = {}) {
  Step step;
  step.kind = kind;
  step.text = text;
  return step;
}

// The steps of --run.
Result<Script> steps_of(const std::vector<std::string>& commands) {
  Script script;
  if (!commands.empty()) script.push_back(step_of(StepKind::shell));
  for (const std::string& text : commands) {
    if (const std::optional<std::string> fault = command_fault(text))
      return fail(
          fmt::format("--run '{}': {}", printable(text.substr(0, shown_of_command)), *fault));
    script.push_back(step_of(StepKind::run, text));
  }
  return script;
}

Result<Script> steps_of_file(const std::string& file) {
  const Result<std::string> text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  Result<Script> steps = parse_script(*text, file);
  if (steps && steps->empty()) return fail("has no step", file);
  return steps;
}

Result<Script> make_script(const RunOptions& options) {
  Script script;
  for (const std::string& text : options.expect) script.push_back(step_of(StepKind::expect, text));
  Result<Script> commands = steps_of(options.commands);
  if (!commands) return commands;
  script.insert(script.end(), commands->begin(), commands->end());
  if (!options.script.empty()) {
    const Result<Script> steps = steps_of_file(options.script);
    if (!steps) return steps;
    script.insert(script.end(), steps->begin(), steps->end());
  }
  if (script.empty()) script.push_back(step_of(StepKind::shell));
  return script;
}

bool types_something(const Script& script) {
  return std::any_of(script.begin(), script.end(), [](const Step& step) {
    return step.kind == StepKind::run || step.kind == StepKind::send || step.kind == StepKind::type;
  });
}

bool ejects(const Script& script) {
  return std::any_of(script.begin(), script.end(),
                     [](const Step& step) { return step.kind == StepKind::eject; });
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

// What the words of `host` may name.
std::map<std::string, std::string> script_values(const RunOptions& options) {
  std::map<std::string, std::string> values = {
      {"DIRECTORY", fs::absolute(options.machine.directory).string()}};
  if (!options.script.empty()) {
    values["SCRIPTS"] = fs::absolute(options.script).parent_path().string();
  }
  for (const Forward& forward : options.machine.machine.forwards) {
    values[fmt::format("PORT_{}", forward.guest)] = std::to_string(forward.host);
  }
  return values;
}

// Why a machine whose instructions are counted cannot do this.
Result<void> check_icount(const Run& run) {
  if (!run.machine.image.empty()) {
    return fail("--icount needs --kernel: when a medium answers is no matter of instructions");
  }
  if (types_something(run.script)) {
    return fail("--icount and steps that type do not go together: such a machine takes no input");
  }
  return {};
}

Result<CommandEnd> skip(const Run& run, const Outcome& why) {
  std::cout << "SKIP: " << why.reason << '\n';
  Report report;
  report.name = run.name;
  report.outcome = why;
  report.machine = machine_text(run.machine);
  const auto kept = write_file_if_different(run.directory / "report.json", report_json(report));
  if (!kept) return tl::unexpected(kept.error());
  return CommandEnd{verdict_exit_code(Verdict::skip)};
}

// The script with its values, if the machine can do what it asks for.
Result<Script> script_for(const RunOptions& options) {
  Result<Script> script = make_script(options);
  if (script) script = with_values(*script, script_values(options));
  if (!script) return script;
  const Machine& machine = options.machine.machine;
  if (ejects(*script) && (machine.image.empty() || machine.medium == "disk")) {
    return fail("'eject' is for a cdrom or a floppy that the machine was started from",
                options.script);
  }
  return script;
}

// All but the machine's init. Errors: see check_icount().
Result<Run> make_run(const RunOptions& options, Script script) {
  Run run;
  run.name = options.name;
  run.script = std::move(script);
  run.timeout = options.timeout;
  run.directory = fs::absolute(options.machine.directory);
  run.made_by = options.machine.made_by;
  run.machine = options.machine.machine;
  run.timeline = options.timeline;
  if (options.verbose) {
    run.live = [](std::string_view bytes) { std::cout << bytes << std::flush; };
  }
  const bool has_seabios =
      architecture(run.machine.arch).machine.pc && options.machine.firmware == "bios";
  if (run.timeline && has_seabios && !run.machine.image.empty())
    run.machine.firmware_log = (run.directory / "firmware.log").string();
  if (!options.icount) return run;
  if (const auto possible = check_icount(run); !possible) return tl::unexpected(possible.error());
  run.machine.instructions = (run.directory / "instructions.bin").string();
  return run;
}

}  // namespace

void add_run_options(Command& command, RunOptions& options) {
  command.footer(script_help);
  command.add_option("--name", options.name, "the name in the report");
  command.add_option("--script", options.script, "a file with the steps; see below")
      ->existing_file();
  command
      .add_option("--expect", options.expect, "the step: expect TEXT; repeatable, before others")
      ->one_value();
  command
      .add_option("--run", options.commands, "the step: run COMMAND; repeatable, after --expect")
      ->one_value();
  command.add_option("--timeout", options.timeout, "seconds for the whole; 60 by default")
      ->positive();
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

Result<CommandEnd> run_test(RunOptions& options) {
  MachineOptions& machine = options.machine;
  if (const auto chosen = choose_ports(machine); !chosen) return tl::unexpected(chosen.error());
  if (const auto chosen = choose_servers(machine); !chosen) return tl::unexpected(chosen.error());
  Result<Script> script = script_for(options);
  if (!script) return tl::unexpected(script.error());
  if (const auto made = make_blank_disks(machine, EarlierDisks::are_emptied); !made)
    return tl::unexpected(made.error());
  const std::optional<Outcome> no_firmware = choose_firmware(machine);
  Result<Run> run = make_run(options, *std::move(script));
  if (!run) return tl::unexpected(run.error());
  if (no_firmware) return skip(*run, *no_firmware);
  run->init = asked_init(run->machine);
  run->machine.shared_memory = true;
  warn_of_init(*run->init);
  const Result<Report> report = run_with_accelerator(*run, machine.accelerator);
  if (!report) return tl::unexpected(report.error());
  if (options.verbose) std::cout << '\n';
  print_outcome(*report, run->directory);
  const Verdict verdict = report->outcome.verdict;
  return CommandEnd{verdict_exit_code(verdict), verdict == Verdict::infra};
}

}  // namespace linuxbake::boot
