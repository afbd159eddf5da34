// SPDX-License-Identifier: MIT
#include "boot/command/vm_end.h"

#include <iostream>

#include "common/files.h"
#include "common/program.h"

namespace linuxbake::boot {

namespace fs = std::filesystem;

std::optional<VmEnd> end_of(const Report& report, const fs::path& directory) {
  if (report.log.empty()) return std::nullopt;
  return vm_end(read_file(directory / report.log).value_or(""));
}

bool ended_by_itself(const Report& report, const fs::path& directory) {
  const std::optional<VmEnd> end = end_of(report, directory);
  if (!end || report.outcome.reason.find("MEMORY") != std::string::npos) return false;
  if (end->kind == VmEnd::Kind::exited) return end->number != exit_done;
  return end->kind == VmEnd::Kind::killed;
}

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

}  // namespace linuxbake::boot
