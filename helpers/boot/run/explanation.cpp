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
  const std::string flags = impossible_flags(log.text());
  if (flags.empty()) return;
  report.outcome = {Verdict::infra,
                    fmt::format("QEMU emulated a processor that went wrong: the kernel died with "
                                "{}, which no processor has",
                                flags)};
  report.cause =
      "QEMU before 8.0 loses the flags of cmpxchg8b and cmpxchg16b at random; repeat the test, "
      "or use a newer QEMU, or KVM";
}

}  // namespace linuxbake::boot
