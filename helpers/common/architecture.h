// SPDX-License-Identifier: MIT
// architecture.h - what all of us know of each architecture of a guest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake {

// The machine that QEMU emulates for it.
struct EmulatedMachine {
  std::string_view program;            // qemu-system-<program>
  std::string_view board, uefi_board;  // of -machine
  std::string_view processor = {};     // of -cpu, when it is emulated; empty: QEMU's choice
  std::string_view disks;              // what disks are connected by: if= of -drive
  std::string_view network_card;       // that a kernel of a distribution has a driver for
  bool pc = false;                     // a screen with text, a BIOS, ports for I/O
  // The switch of the board ends QEMU, which tells nobody (QEMU 7.2, hw/misc/sifive_test.c).
  bool ends_at_poweroff = false;
  std::string_view install, install_uefi = {};  // QEMU's package, and that of its firmware
};

struct Architecture {
  std::string_view name;
  std::uint16_t elf_machine;                       // EM_ of ELF
  std::uint16_t elf_machine_besides;               // the older one that a kernel may know as well
  std::string_view image_platform, image_variant;  // in OCI's words
  std::string_view console;                        // the kernel's name of the first serial line
  EmulatedMachine machine;
};

// In the order in which --help lists them.
[[nodiscard]] const std::vector<Architecture>& architectures();
[[nodiscard]] std::vector<std::string> architecture_names();

// nullptr: there is none of this name.
[[nodiscard]] const Architecture* find_architecture(std::string_view name);
// The name has to be one of those above.
[[nodiscard]] const Architecture& architecture(std::string_view name);

}  // namespace linuxbake
