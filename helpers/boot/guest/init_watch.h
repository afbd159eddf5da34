// SPDX-License-Identifier: MIT
// init_watch.h - whether the init of a machine is the one that was asked for.
//
// A kernel that cannot start what rdinit= names, or /init of its initramfs, goes on to another init
// (cpio/init_program.h), on which a test may pass as well. What it started it says in its messages
// (init/main.c), of the level "info": with `quiet` or `loglevel=` they do not come over the serial
// line, but they are in the kernel's log, in the machine's memory, all the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

// What is known of the init before the boot.
struct AskedInit {
  std::optional<std::string> path;  // none: none in particular, or it is not known; may be empty
  bool is_default = false;          // /init of the initramfs, which nothing names
  std::string cannot_start;  // why the kernel will not be able to start it; empty: it may well be
};

// As messages have it.
[[nodiscard]] std::string shown_path(const std::string& path);

// What a kernel has said of its init.
struct InitMessages {
  std::vector<std::string> command_lines;
  std::vector<std::string> started;  // programs that it went on to; the last one may run
  std::vector<std::string> failed;   // "Failed to execute /init (error -8)"

  // A message, without its time stamp and newline; most are about something else.
  void take(std::string_view message);
  void add(const InitMessages& other);
};

// Looks for the same messages in the memory of a machine, or in a part of it: records of printk's
// ring buffer (kernel/printk/printk_ringbuffer.h; before Linux 5.10 struct printk_log in printk.c),
// not copies in files, which have other bytes before them. After a reset those of the boot before
// may be there, too.
void take_messages(std::string_view memory, InitMessages& messages);

// What speaks against the init that runs: another one than asked for, or one that cannot have been
// started. Empty: nothing.
[[nodiscard]] std::string another_init(const AskedInit& asked, const InitMessages& messages);
[[nodiscard]] std::string fault_of_init(const AskedInit& asked, const InitMessages& messages);

}  // namespace linuxbake::boot
