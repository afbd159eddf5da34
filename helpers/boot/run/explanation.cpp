// SPDX-License-Identifier: MIT
#include "boot/run/explanation.h"

#include <fmt/format.h>

#include "boot/guest/cause.h"
#include "boot/guest/emulation_fault.h"

namespace linuxbake::boot {
namespace {

constexpr std::size_t shown_serial_lines = 15;
constexpr std::size_t trace_lines = 80;  // of a panic: registers, call trace, modules

}  // namespace

void explain(const SerialLog& log, const std::string& screen, const std::string& qemu_said,
             const Machine& machine, Report& report) {
  if (report.outcome.verdict == Verdict::panic) {
    report.last_lines = log.lines_from(report.outcome.reason, trace_lines);
  }
  if (report.last_lines.empty()) report.last_lines = log.last_lines(shown_serial_lines);
  if (report.outcome.verdict == Verdict::infra && !qemu_said.empty()) {
    report.last_lines = qemu_said;
  }
  report.cause = likely_cause({log.text(), screen, qemu_said, machine.memory});
}

void blame_emulation(const SerialLog& log, const Machine& machine, Report& report) {
  if (report.outcome.verdict != Verdict::panic || machine.accelerator != "tcg") return;
  const auto fault = emulation_fault(log.text());
  if (!fault) return;
  report.outcome = {Verdict::infra, fault->reason};
  report.cause = fault->cause;
  report.emulation_failed = true;
}

}  // namespace linuxbake::boot
