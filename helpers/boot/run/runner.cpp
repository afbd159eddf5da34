// SPDX-License-Identifier: MIT
#include "boot/run/runner.h"

#include <algorithm>
#include <utility>

#include "boot/run/memory.h"
#include "boot/run/obstacle.h"
#include "boot/run/session.h"
#include "common/files.h"
#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

bool goes_on_after_reset(const Script& script) {
  const auto reset = std::find_if(script.begin(), script.end(),
                                  [](const Step& step) { return step.kind == StepKind::reset; });
  return reset != script.end() && reset + 1 != script.end();
}

Result<bool> prepare(const Run& run) {
  std::error_code problem;
  fs::create_directories(run.directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), run.directory.string());
  for (const char* name :
       {"report.json", "serial.log", "qemu.log", "screen.txt", "command.txt", timeline_file}) {
    fs::remove(run.directory / name, problem);
  }
  return true;
}

struct Boot {
  Report report;
  fs::path restored_from;
  bool never_went_on = false;
};

Boot failed_boot(const Error& error) {
  Boot boot;
  boot.report.outcome = {Verdict::infra, error.text()};
  return boot;
}

Boot boot_with(const Run& run, const Machine& machine, std::optional<Memory> memory) {
  std::vector<std::string> command = qemu_command(machine, Connection::runner);
  std::vector<int> handed_on;
  Boot boot;
  if (memory) {
    handed_on.push_back(memory->file.descriptor());
    if (memory->restored_from) {
      boot.restored_from = memory->restored_from->directory();
      command.insert(command.end(), {"-incoming", "defer"});
    }
  }
  const Interruptions interruptions;
  Result<Child> child = start_child(command, handed_on);
  if (!child) {
    boot.report = failed_boot(child.error()).report;
    return boot;
  }
  Session session(run, std::move(*child), std::move(memory), interruptions);
  boot.report = session.finish();
  boot.report.command = command;
  boot.never_went_on = session.never_went_on();
  return boot;
}

// With memory of ours where the machine shares it.
Boot boot_once(const Run& run, Machine machine) {
  if (!machine.shared_memory) return boot_with(run, machine, std::nullopt);
  Result<Memory> memory = make_memory(run, machine);
  if (memory) return boot_with(run, machine, std::move(*memory));
  if (!run.init) return failed_boot(memory.error());
  machine.shared_memory = false;  // what the kernel prints is all that is known then
  return boot_with(run, machine, std::nullopt);
}

// A saved machine may be to blame for such an end: it is thrown away. Whether the guest is booted
// instead: nothing of the test has happened in what was saved.
bool is_to_be_repeated(const Boot& boot) {
  if (boot.restored_from.empty()) return false;
  tidy_saved_machines(boot.restored_from);
  const bool panicked = boot.report.outcome.verdict == Verdict::panic;
  if (!boot.never_went_on && !panicked) return false;
  remove_saved_machine(boot.restored_from);
  return boot.never_went_on;
}

// How somebody starts the same machine by hand.
std::vector<std::string> command_by_hand(const Run& run, Machine machine) {
  if (!run.by_hand_initramfs.empty()) machine.initramfs = run.by_hand_initramfs;
  return qemu_command(machine, Connection::terminal);
}

Report boot(const Run& run, Machine machine) {
  machine.no_reboot = !goes_on_after_reset(run.script);
  const std::vector<std::string> by_hand = command_by_hand(run, machine);
  [[maybe_unused]] const auto kept =
      write_file_if_different(run.directory / "command.txt", shell_line(by_hand) + "\n");
  Boot last = boot_once(run, machine);
  while (is_to_be_repeated(last)) last = boot_once(run, machine);
  const bool was_started = !last.report.command.empty();
  if (run.machine.shared_memory && was_started) last.report.command = by_hand;
  return last.report;
}

}  // namespace

Result<Report> run_machine(const Run& run) {
  if (const auto done = prepare(run); !done) return tl::unexpected(done.error());
  Machine machine = run.machine;
  Report report;
  if (const auto known = obstacle(run)) {
    report.outcome = *known;
  } else if (const auto copied = copy_uefi_variables(machine, run.directory); !copied) {
    report.outcome = {Verdict::infra, copied.error().text()};
  } else {
    report = boot(run, machine);
  }
  report.name = run.name;
  report.machine = machine_text(machine);
  report.accelerator = machine.accelerator;
  const auto written = write_file_if_different(run.directory / "report.json", report_json(report));
  if (!written) return tl::unexpected(written.error());
  return report;
}

}  // namespace linuxbake::boot
