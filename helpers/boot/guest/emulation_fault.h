// SPDX-License-Identifier: MIT
// emulation_fault.h - whether a kernel's panic shows that the emulated machine went wrong, and not
// the kernel.
//
// Linux looks early whether the timer of the machine ticks. Where this host has no time to emulate
// it for some milliseconds, it does not, and the kernel gives up (arch/x86/kernel/apic/io_apic.c).
//
// QEMU before 8.0 computes the flags of cmpxchg8b and cmpxchg16b from a state that may be out of
// date (target/i386/translate.c of 7.2 calls the helper without gen_update_cc_op(); 8.0 translates
// them in line). Where an interrupt has cut the translation at the wrong place, EFLAGS becomes an
// operand of an earlier comparison, and the kernel dies of it: by a trap flag, by iret, by an
// alignment check. The trace then has flags that no processor can have (Intel SDM, volume 1, 3.4.3:
// bits 1, 3, 5, 15 and 22 to 31 are fixed), which is how such a death is told from others.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::boot {

struct EmulationFault {
  std::string reason;  // of the verdict
  std::string cause;   // with the way out
};

// Nothing where the kernel, or what it was given, is to blame.
[[nodiscard]] std::optional<EmulationFault> emulation_fault(std::string_view serial);

// "EFLAGS: 1f4c436a", the first impossible ones in a trace of Linux on x86; empty if there are
// none.
[[nodiscard]] std::string impossible_flags(std::string_view serial);

}  // namespace linuxbake::boot
