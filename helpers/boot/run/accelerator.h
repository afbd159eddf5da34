// SPDX-License-Identifier: MIT
// accelerator.h - boots under KVM where that works, and else under TCG, QEMU's emulation.
#pragma once

#include <string>

#include "boot/run/runner.h"

namespace linuxbake::boot {

// `accelerator`: tcg, kvm, or auto. With auto the trial boot of KVM is the test itself, with little
// time: if the guest came to a verdict, it stands.
[[nodiscard]] Result<Report> run_with_accelerator(Run run, const std::string& accelerator);

// For a machine to look at, which is not tried first: KVM only if a test has proved it.
[[nodiscard]] std::string accelerator_to_start_with(const Machine& machine,
                                                    const std::string& wanted);

}  // namespace linuxbake::boot
