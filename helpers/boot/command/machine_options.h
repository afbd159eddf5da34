// SPDX-License-Identifier: MIT
// machine_options.h - the machine that a command line describes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "boot/guest/init_watch.h"
#include "boot/guest/verdict.h"
#include "boot/machine/machine.h"
#include "common/command_line.h"
#include "common/result.h"

namespace linuxbake::boot {

struct MachineOptions {
  Machine machine;
  std::string firmware = "bios";
  std::string accelerator = "auto";
  std::string directory;
  std::string made_by;
  std::vector<unsigned> forwards;
  std::vector<std::string> servers;  // PORT PROGRAM [ARGUMENT...]
  std::vector<std::uint64_t> blank_disks;  // bytes
};

// Of any machine; of its kernel; and of a whole system, its kernel included: `vm` makes its own
// system around a program.
void add_machine_options(Command& command, MachineOptions& options);
Option* add_kernel_options(Command& command, MachineOptions& options);
void add_system_options(Command& command, MachineOptions& options);

// The firmware for --firmware; SKIP where it is not installed.
[[nodiscard]] std::optional<Outcome> choose_firmware(MachineOptions& options);
// Says on standard error what is wrong with an init, before the machine is started.
void warn_of_init(const AskedInit& init);
// Free ports of this host for --forward.
[[nodiscard]] Result<bool> choose_ports(MachineOptions& options);
// The programs of --serve; $DIRECTORY in them is --directory.
[[nodiscard]] Result<bool> choose_servers(MachineOptions& options);
// The files of --blank-disk in --directory.
enum class EarlierDisks { are_emptied, are_kept };
[[nodiscard]] Result<bool> make_blank_disks(MachineOptions& options, EarlierDisks earlier);

}  // namespace linuxbake::boot
