// SPDX-License-Identifier: MIT
// explanation.h - why a boot has not passed, as far as the machine tells.
#pragma once

#include <string>

#include "boot/guest/serial_log.h"
#include "boot/machine/machine.h"
#include "boot/run/report.h"

namespace linuxbake::boot {

// What somebody wants to read of it: the last lines, and the likely cause. `screen` is the text on
// the screen, `qemu_said` what QEMU wrote to its standard error; both may be empty.
void explain(const SerialLog& log, const std::string& screen, const std::string& qemu_said,
             const Machine& machine, Report& report);

// The kernel has done nothing wrong where the processor that QEMU emulates has.
void blame_emulation(const SerialLog& log, const Machine& machine, Report& report);

}  // namespace linuxbake::boot
