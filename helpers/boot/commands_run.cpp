// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "boot/accelerator.h"
#include "boot/commands.h"
#include "common/architecture.h"
#include "common/files.h"
#include "common/program.h"
#include "common/visible_text.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown_of_command = 60;

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
    if (const std::optional<std::string> fault = command_fault(text))
      return fail(
          fmt::format("--run '{}': {}", printable(text.substr(0, shown_of_command)), *fault));
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

Result<int> skip(const Run& run, const Outcome& why) {
  std::cout << "SKIP: " << why.reason << '\n';
  Report report;
  report.name = run.name;
  report.outcome = why;
  report.machine = machine_text(run.machine);
  const auto kept = write_file_if_different(run.directory / "report.json", report_json(report));
  if (!kept) return tl::unexpected(kept.error());
  return verdict_exit_code(Verdict::skip);
}

}  // namespace

Result<int> run_test(Options& options) {
  if (const auto chosen = choose_ports(options); !chosen) return tl::unexpected(chosen.error());
  Result<Script> script = make_script(options);
  if (script) script = with_values(*script, script_values(options));
  if (!script) return tl::unexpected(script.error());
  if (ejects(*script) && (options.machine.image.empty() || options.machine.medium == "disk")) {
    return fail("'eject' is for a cdrom or a floppy that the machine was started from",
                options.script);
  }
  if (const auto made = make_blank_disks(options, EarlierDisks::are_emptied); !made)
    return tl::unexpected(made.error());
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
  const bool is_pc_with_bios =
      architecture(run.machine.arch).machine.pc && options.firmware == "bios";
  if (run.timeline && is_pc_with_bios && !run.machine.image.empty())
    run.machine.firmware_log = (run.directory / "firmware.log").string();
  if (options.icount) {
    if (const auto possible = check_icount(run); !possible) return tl::unexpected(possible.error());
    run.machine.instructions = (run.directory / "instructions.bin").string();
  }
  if (no_firmware) return skip(run, *no_firmware);
  run.init = asked_init(run.machine);
  run.machine.shared_memory = true;
  warn_of_init(*run.init);
  const Result<Report> report = run_with_accelerator(run, options.accelerator);
  if (!report) return tl::unexpected(report.error());
  if (options.verbose) std::cout << '\n';
  print_outcome(*report, run.directory);
  options.undecided = report->outcome.verdict == Verdict::infra;
  return verdict_exit_code(report->outcome.verdict);
}

}  // namespace linuxbake::boot
