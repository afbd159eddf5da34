// SPDX-License-Identifier: MIT
// runner.h - boots a machine, carries the script out, and reports.
//
// In the directory of a run lie afterwards: report.json (report.h), serial.log (the raw bytes of
// the serial line), qemu.log (what QEMU said), command.txt (a line that starts the same machine by
// hand), screen.txt (the text on the screen, where the boot failed), variables.fd (UEFI: the
// machine's own), timeline.json (timeline.h, where it was asked for).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "boot/init_watch.h"
#include "boot/machine.h"
#include "boot/report.h"
#include "boot/script.h"
#include "boot/shared_memory.h"

namespace linuxbake::boot {

struct Run {
  std::string name;
  Machine machine;
  Script script;
  double timeout = 60;  // seconds
  std::filesystem::path directory;
  std::string made_by;  // the target that makes the files, for a message
  // Where the init is the guest's own matter: what is known of it. The machine shares its memory
  // then, for the kernel's log.
  std::optional<AskedInit> init;
  bool timeline = false;  // write down when each line of the serial line came
  // Called with the raw bytes of the serial line as they come.
  std::function<void(std::string_view)> live;
  // Has the last word, given what came out and the text of the serial line.
  std::function<Outcome(const Outcome&, std::string_view)> judge;
  // For the command line by which somebody starts the machine by hand; empty: the machine's own.
  std::string by_hand_initramfs;
  // Where machines are kept that have booted (saved_machine.h); empty: nowhere.
  std::filesystem::path saved_machines;
  std::string initramfs_identity;  // what such a machine is only good for: changes with any file
  // Makes what attends to the machine's memory during one boot.
  std::function<std::unique_ptr<Channel>()> channel;
};

// "kernel and initramfs", "disk, uefi": what the table shows.
[[nodiscard]] std::string machine_text(const Machine& machine);

// "x does not exist; build target y first"; what it is instead, if it is there but no file.
[[nodiscard]] std::string missing_file(const std::string& file, const std::string& made_by);

// INFRA or SKIP where it is known beforehand that the machine cannot be started.
[[nodiscard]] std::optional<Outcome> obstacle(const Run& run);

// A copy of the firmware's variables for this machine alone.
[[nodiscard]] Result<bool> copy_uefi_variables(Machine& machine,
                                               const std::filesystem::path& directory);

// Boots with machine.accelerator. Only what keeps us from writing into the directory is an error;
// everything else is a verdict.
[[nodiscard]] Result<Report> run_machine(const Run& run);

}  // namespace linuxbake::boot
