// SPDX-License-Identifier: MIT
// runner.h - boots a machine, carries the script out, and reports.
//
// In the directory of a run lie afterwards: report.json (report.h), serial.log (the raw bytes of
// the serial line), qemu.log (what QEMU said), command.txt (a line that starts the same machine by
// hand), screen.txt (the text on the screen, where the boot failed), variables.fd (UEFI: the
// machine's own), timeline.json (timeline.h, where it was asked for).
#pragma once

#include "boot/run/report.h"
#include "boot/run/run.h"
#include "common/result.h"

namespace linuxbake::boot {

// Boots with machine.accelerator. Only what keeps us from writing into the directory is an error;
// everything else is a verdict.
[[nodiscard]] Result<Report> run_machine(const Run& run);

}  // namespace linuxbake::boot
