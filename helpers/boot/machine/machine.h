// SPDX-License-Identifier: MIT
// machine.h - the machine that is to be booted, and QEMU's command line for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boot/machine/firmware.h"
#include "common/result.h"

namespace linuxbake::boot {

// Connections to a port of 127.0.0.1 go to one of the machine's.
struct Forward {
  unsigned guest = 0, host = 0;
};

// Whoever connects in the machine to this port of `server_address` talks to a program of the host,
// which is started for each connection and has it as its standard input and output.
struct Server {
  unsigned port = 0;
  std::vector<std::string> command;
};
inline constexpr const char* server_address = "10.0.2.100";

struct Machine {
  std::string arch = "x86_64";  // of common/architecture.h
  std::string qemu;             // the program; empty: qemu-system-<arch>
  // Either a kernel with its initramfs and command line, or an image on a medium.
  std::string kernel, initramfs, cmdline;
  std::string image, medium = "cdrom";  // cdrom, disk, floppy
  std::vector<std::string> disks;       // further ones, as files; these are written to
  std::optional<UefiFirmware> uefi;     // with `variables` being the machine's own copy
  unsigned memory = 256;                // MiB
  unsigned cpus = 1;
  std::string accelerator = "tcg";  // tcg, kvm
  std::string instructions;         // not empty: count instructions, and record them in this file
  std::string firmware_log;         // not empty: a file for what SeaBIOS says on its debug port
  bool shared_memory = false;       // its memory is the file behind `memory_fd`
  bool no_reboot = true;            // a reset of the guest's ends QEMU
  // A network card on a network of QEMU's own (user mode, addresses by DHCP).
  std::string network;  // isolated: ends at this host; open: leads on; empty: for the next two only
  std::string network_card;  // empty: that of the architecture
  std::vector<Forward> forwards;
  std::vector<Server> servers;
  std::vector<std::string> more;  // arguments added as they are
};

[[nodiscard]] std::string qemu_program(const Machine& machine);

// How QEMU is connected to whoever starts it.
enum class Connection : std::uint8_t {
  runner,    // serial line on standard input and output, monitor (QMP) on `monitor_fd`
  terminal,  // serial line and monitor on the terminal, Ctrl-A X ends it
  window,    // the same, and a window with the screen
};
inline constexpr int monitor_fd = 3;
inline constexpr int memory_fd = 4;

[[nodiscard]] std::vector<std::string> qemu_command(const Machine& machine, Connection connection);

// "kernel and initramfs", "disk, uefi": what a table shows.
[[nodiscard]] std::string machine_text(const Machine& machine);

// A copy of the firmware's variables for this machine alone. Errors: it cannot be written.
[[nodiscard]] Result<bool> copy_uefi_variables(Machine& machine,
                                               const std::filesystem::path& directory);

}  // namespace linuxbake::boot
