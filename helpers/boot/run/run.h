// SPDX-License-Identifier: MIT
// run.h - a boot that is to be made, and what is to be done during it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "boot/guest/init_watch.h"
#include "boot/guest/script.h"
#include "boot/guest/verdict.h"
#include "boot/machine/channel.h"
#include "boot/machine/machine.h"

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

}  // namespace linuxbake::boot
