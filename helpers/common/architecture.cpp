// SPDX-License-Identifier: MIT
#include "common/architecture.h"

#include <elf.h>

#include <algorithm>

namespace linuxbake {
namespace {

constexpr std::string_view qemu_x86 =
    "apt install qemu-system-x86; dnf install qemu-system-x86; pacman -S qemu-system-x86; "
    "apk add qemu-system-x86_64; zypper install qemu-x86";
constexpr std::string_view qemu_arm =
    "apt install qemu-system-arm; dnf install qemu-system-aarch64; pacman -S qemu-system-aarch64; "
    "apk add qemu-system-aarch64; zypper install qemu-arm";
constexpr std::string_view qemu_riscv =
    "apt install qemu-system-misc; dnf install qemu-system-riscv; pacman -S qemu-system-riscv; "
    "apk add qemu-system-riscv64; zypper install qemu-extra";
constexpr std::string_view uefi_x86 =
    "apt install ovmf; dnf install edk2-ovmf; pacman -S edk2-ovmf; apk add ovmf; "
    "zypper install qemu-ovmf-x86_64";
constexpr std::string_view uefi_arm =
    "apt install qemu-efi-aarch64; dnf install edk2-aarch64; pacman -S edk2-aarch64; "
    "apk add aavmf; zypper install qemu-uefi-aarch64";

// A PC, with another processor for each architecture.
constexpr EmulatedMachine pc(std::string_view program, std::string_view processor) {
  return {.program = program,
          .board = "pc",
          .uefi_board = "q35",
          .processor = processor,
          .disks = "ide",
          .network_card = "e1000",
          .pc = true,
          .install = qemu_x86,
          .install_uefi = uefi_x86};
}

}  // namespace

const std::vector<Architecture>& architectures() {
  static const std::vector<Architecture> table = {
      // Without cmpxchg16b, whose flags QEMU before 8.0 gets wrong at random (emulation_fault.h);
      // the kernel's SLUB does as well without it.
      {"x86_64", EM_X86_64, EM_386, "amd64", "", "ttyS0", pc("x86_64", "qemu64,-cx16")},
      {"i386", EM_386, EM_386, "386", "", "ttyS0", pc("i386", "")},
      {"i486", EM_386, EM_386, "386", "", "ttyS0", pc("i386", "486")},
      // Without ACPI the firmware hands on a device tree, which every kernel for aarch64 reads.
      {"aarch64",
       EM_AARCH64,
       EM_ARM,
       "arm64",
       "v8",
       "ttyAMA0",
       {.program = "aarch64",
        .board = "virt",
        .uefi_board = "virt,acpi=off",
        .processor = "cortex-a57",
        .disks = "virtio",
        .network_card = "virtio-net-pci",
        .install = qemu_arm,
        .install_uefi = uefi_arm}},
      {"riscv64",
       EM_RISCV,
       EM_RISCV,
       "riscv64",
       "",
       "ttyS0",
       {.program = "riscv64",
        .board = "virt",
        .uefi_board = "virt",
        .disks = "virtio",
        .network_card = "virtio-net-pci",
        .ends_at_poweroff = true,
        .install = qemu_riscv}}};
  return table;
}

std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (const Architecture& one : architectures()) names.emplace_back(one.name);
  return names;
}

const Architecture* find_architecture(std::string_view name) {
  const auto found = std::find_if(architectures().begin(), architectures().end(),
                                  [name](const Architecture& one) { return one.name == name; });
  return found == architectures().end() ? nullptr : &*found;
}

const Architecture& architecture(std::string_view name) {
  const Architecture* const found = find_architecture(name);
  return found == nullptr ? architectures().front() : *found;
}

}  // namespace linuxbake
