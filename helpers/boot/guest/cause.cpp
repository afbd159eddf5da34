// SPDX-License-Identifier: MIT
#include "boot/guest/cause.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>

#include "boot/guest/serial_text.h"

namespace linuxbake::boot {
namespace {

struct Sign {
  std::string_view text;
  std::string_view cause;
};

// What QEMU says before anything runs.
constexpr std::array qemu_signs = {
    Sign{"Could not access KVM kernel module", "KVM is not usable here; use --accel tcg"},
    Sign{"failed to initialize kvm", "KVM is not usable here; use --accel tcg"},
    Sign{"linux kernel too old to load a ram disk",
         "QEMU takes the kernel for one too old for an initramfs: is it a bzImage at all?"},
    Sign{"invalid kernel header", "the kernel is no bzImage"},
    Sign{"could not load kernel", "QEMU cannot read the kernel"},
    Sign{"could not load initrd", "QEMU cannot read the initramfs"},
    Sign{"initrd is too large", "the initramfs does not fit in the machine: give it more memory"},
    Sign{"Cannot allocate memory", "this host has too little memory for the machine"},
    Sign{"Failed to get \"write\" lock", "another program uses the image"},
    Sign{"No space left on device", "the host's disk is full"},
    Sign{"is not a valid device model name", "this QEMU lacks a device that we use"},
    Sign{"unsupported machine type", "this QEMU does not know the machine"},
    Sign{"invalid accelerator", "this QEMU was built without the accelerator"},
};

// In the order of how much they explain: an unpacking that failed is the cause of the panic after
// it.
constexpr std::array boot_signs = {
    Sign{"Initramfs unpacking failed: write error",
         "no space to unpack the initramfs: give the machine more memory, or the initramfs less"},
    Sign{"Initramfs unpacking failed: compression method",
         "the kernel cannot decompress the initramfs: switch on the CONFIG_RD_ option of its "
         "compression, or compress it otherwise"},
    Sign{"Initramfs unpacking failed: invalid magic",
         "the initramfs is damaged, or too large for the memory of the machine"},
    Sign{"Initramfs unpacking failed", "the initramfs is damaged or cut off"},
    Sign{"initrd extends beyond end of memory", "the initramfs does not fit in the memory"},
    Sign{"Failed to execute /init (error -8)",
         "exec format error: /init is for another architecture, or the kernel lacks "
         "CONFIG_BINFMT_ELF or, for a script, CONFIG_BINFMT_SCRIPT"},
    Sign{"Failed to execute /init (error -2)",
         "/init is there, but not its interpreter (the file after #! or the dynamic loader)"},
    Sign{"Failed to execute /init (error -13)", "/init is not executable"},
    Sign{"Failed to execute /init", "/init cannot be started"},
    Sign{"Requested init", "the program named by init= or rdinit= cannot be started"},
    Sign{"check access for rdinit=/init failed: -13", "/init is not executable"},
    Sign{"check access for rdinit=/init failed",
         "no init found: there is no /init in the initramfs, or there is no initramfs"},
    Sign{"VFS: Unable to mount root fs",
         "no init found: there is no /init in the initramfs, or there is no initramfs"},
    Sign{"No working init found", "no init found that can be started"},
    Sign{"System is deadlocked on memory", "out of memory: give the machine more memory"},
    Sign{"Out of memory: Killed process", "out of memory: give the machine more memory"},
    Sign{"out of memory", "out of memory: give the machine more memory"},
    Sign{"not syncing: Out of memory", "out of memory: give the machine more memory"},
    Sign{"grub rescue>", "the boot loader is stuck: GRUB does not find its own files"},
    Sign{"error: file `", "the boot loader is stuck: GRUB does not find a file of the image"},
    Sign{"you need to load the kernel first",
         "the boot loader is stuck: GRUB did not load the kernel"},
    Sign{"grub>", "the boot loader is stuck: GRUB found no configuration"},
    Sign{"Could not find kernel image",
         "the boot loader is stuck: Syslinux does not find the kernel"},
    Sign{"No DEFAULT or UI configuration directive found",
         "the boot loader is stuck: Syslinux found no configuration"},
    Sign{"Failed to load ldlinux.c32",
         "the boot loader is stuck: Syslinux does not find ldlinux.c32"},
    Sign{"isolinux.bin missing or corrupt", "the boot loader is stuck: ISOLINUX is damaged"},
    Sign{"LinuxBake: the kernel of ", "the boot loader cannot load the kernel"},
    Sign{"No bootable device", "the firmware finds nothing to boot on the medium"},
    Sign{
        "No bootable option or device was found",
        "the firmware finds nothing to boot on the medium: an UEFI one wants EFI/BOOT/BOOTX64.EFI"},
    Sign{"not a bootable disk", "the firmware finds nothing to boot on the medium"},
    Sign{"Boot failed", "the firmware cannot boot the medium"},
    Sign{"UEFI Interactive Shell", "the firmware found nothing to boot and started its own shell"},
    Sign{"Security Violation", "Secure Boot refuses the boot loader"},
    Sign{"This kernel requires an", "the kernel is for another processor than the machine's"},
    Sign{"kernel too big", "the kernel does not fit where the boot loader puts it"},
    Sign{"-- System halted", "the kernel could not decompress itself: it is damaged"},
};

constexpr std::string_view no_console =
    "the kernel speaks to the screen but not to the serial line: "
    "console=ttyS0 on its command line, or CONFIG_SERIAL_8250_CONSOLE, is missing";

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

template <std::size_t Size>
std::string find_sign(const std::array<Sign, Size>& signs, std::string_view text) {
  for (const Sign& sign : signs) {
    if (holds(text, sign.text)) return std::string(sign.cause);
  }
  return {};
}

// "Attempted to kill init! exitcode=0x00000b00": wait(2)'s status of the first process.
std::string ended_init(std::string_view serial) {
  constexpr std::string_view text = "Attempted to kill init! exitcode=0x";
  const std::size_t at = serial.find(text);
  if (at == std::string_view::npos) return {};
  unsigned status = 0;
  const char* first = serial.data() + at + text.size();
  std::from_chars(first, serial.data() + serial.size(), status, 16);
  const unsigned signal = status & 0x7fU;
  if (signal != 0) return fmt::format("init was killed by signal {}", signal);
  return fmt::format("init ended with exit code {}; the first process must never end",
                     (status >> 8U) & 0xffU);
}

bool kernel_speaks(std::string_view text) {
  bool speaks = false;
  SerialText reader(
      [&speaks](std::string_view, Source source) { speaks = speaks || source == Source::kernel; });
  reader.feed(text);
  return speaks;
}

// Kernels, boot loaders and the unpacking of an initramfs do not all say so when memory ends: some
// reset the machine without a word, some go on without the files that had no room.
// What is said instead of "no memory".
constexpr std::array memory_may_be_behind = {std::string_view("No working init found"),
                                             std::string_view("LinuxBake: the kernel of ")};

bool may_speak_of_memory(std::string_view text) {
  return std::any_of(memory_may_be_behind.begin(), memory_may_be_behind.end(),
                     [text](std::string_view sign) { return holds(text, sign); });
}

std::string scarce_memory(const Evidence& evidence) {
  constexpr unsigned scarce = 128;  // MiB; a tinyconfig kernel wants 26, a distribution's some 100
  if (evidence.memory == 0 || evidence.memory >= scarce) return {};
  if (kernel_speaks(evidence.screen) || holds(evidence.serial, "linuxbake-vm: start")) return {};
  if (kernel_speaks(evidence.serial) && !may_speak_of_memory(evidence.serial)) return {};
  return fmt::format(
      "the machine has {} MiB of memory: perhaps too little for the kernel and the initramfs",
      evidence.memory);
}

std::string silence(const Evidence& evidence) {
  if (kernel_speaks(evidence.screen) && !kernel_speaks(evidence.serial)) {
    return std::string(no_console);
  }
  const bool silent = evidence.serial.find_first_not_of(" \n\t") == std::string_view::npos;
  if (silent) {
    return "nothing came over the serial line: is console=ttyS0 on the kernel's command line, "
           "and CONFIG_SERIAL_8250_CONSOLE in the kernel?";
  }
  constexpr std::string_view last = "Run /init as init process";
  const std::size_t at = evidence.serial.rfind(last);
  if (at == std::string_view::npos) return {};
  if (holds(evidence.serial, "unable to open an initial console")) {
    return "missing console: there is no /dev/console in the initramfs, so that init cannot print";
  }
  const std::string_view after = evidence.serial.substr(at + last.size());
  if (after.find_first_not_of(" \n\t") != std::string_view::npos) return {};
  return "init was started and printed nothing";
}

}  // namespace

std::string likely_cause(const Evidence& evidence) {
  if (std::string cause = find_sign(qemu_signs, evidence.qemu); !cause.empty()) return cause;
  std::string scarce = scarce_memory(evidence);
  if (!scarce.empty() && may_speak_of_memory(evidence.serial)) return scarce;
  if (std::string cause = find_sign(boot_signs, evidence.serial); !cause.empty()) return cause;
  if (std::string cause = ended_init(evidence.serial); !cause.empty()) return cause;
  if (std::string cause = find_sign(boot_signs, evidence.screen); !cause.empty()) return cause;
  if (!scarce.empty()) return scarce;
  if (holds(evidence.serial, "linuxbake-vm: start")) return {};  // a program may be silent
  return silence(evidence);
}

}  // namespace linuxbake::boot
