// SPDX-License-Identifier: MIT
// architecture.h - what the machines that QEMU emulates for an architecture have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

struct Architecture {
  std::string_view name;
  std::string_view qemu;               // what its program is called: qemu-system-<qemu>
  std::string_view board, uefi_board;  // of -machine
  std::string_view processor;          // of -cpu, when it is emulated; empty: QEMU's choice
  std::string_view disks;              // what disks are connected by: if= of -drive
  std::string_view network_card;       // that a kernel of a distribution has a driver for
  std::string_view console;            // the kernel's name of the first serial line
  bool pc;                             // a screen with text, a BIOS, ports for I/O
  // The switch of the board ends QEMU, which tells nobody (QEMU 7.2, hw/misc/sifive_test.c).
  bool ends_at_poweroff = false;
};

inline constexpr Architecture architectures[] = {
    // Without cmpxchg16b, whose flags QEMU before 8.0 gets wrong at random (emulation_fault.h); the
    // kernel's SLUB does as well without it.
    {"x86_64", "x86_64", "pc", "q35", "qemu64,-cx16", "ide", "e1000", "ttyS0", true},
    {"i386", "i386", "pc", "q35", "", "ide", "e1000", "ttyS0", true},
    {"i486", "i386", "pc", "q35", "486", "ide", "e1000", "ttyS0", true},
    // Without ACPI the firmware hands on a device tree, which every kernel for aarch64 reads.
    {"aarch64", "aarch64", "virt", "virt,acpi=off", "cortex-a57", "virtio", "virtio-net-pci",
     "ttyAMA0", false},
    {"riscv64", "riscv64", "virt", "virt", "", "virtio", "virtio-net-pci", "ttyS0", false, true},
};

// By its name, which has to be one of those above.
[[nodiscard]] const Architecture& architecture(std::string_view name);
[[nodiscard]] std::vector<std::string> architecture_names();

}  // namespace linuxbake::boot
