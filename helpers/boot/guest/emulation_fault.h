// SPDX-License-Identifier: MIT
// emulation_fault.h - whether a kernel's trace shows that the emulated processor went wrong, and
// not the kernel.
//
// QEMU before 8.0 computes the flags of cmpxchg8b and cmpxchg16b from a state that may be out of
// date (target/i386/translate.c of 7.2 calls the helper without gen_update_cc_op(); 8.0 translates
// them in line). Where an interrupt has cut the translation at the wrong place, EFLAGS becomes an
// operand of an earlier comparison, and the kernel dies of it: by a trap flag, by iret, by an
// alignment check. The trace then has flags that no processor can have (Intel SDM, volume 1, 3.4.3:
// bits 1, 3, 5, 15 and 22 to 31 are fixed), which is how such a death is told from others.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake::boot {

// "EFLAGS: 1f4c436a", the first impossible ones in a trace of Linux on x86; empty if there are
// none.
[[nodiscard]] std::string impossible_flags(std::string_view serial);

}  // namespace linuxbake::boot
