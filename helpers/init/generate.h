// SPDX-License-Identifier: MIT
// generate.h - the files of an init, from its description.
//
// Four kinds:
//   busybox   /etc/inittab and scripts in /etc/init.d for BusyBox's init; the kernel starts /init,
//             a link to /bin/busybox
//   script    one /init for any POSIX shell in /bin/sh
//   minimal   a C header; helpers/guest/minimal-init.c is compiled with it, without a libc
//   switch_root  one /init for an initramfs that is on the way to a root file system on a disk
//
// The first three tell over the console how each command has ended, in a line:
//
//   linuxbake-init: result 1/2: exit 0: /usr/bin/hello --check
//   linuxbake-init: result 2/2: signal 11: /usr/bin/crash
//
// "1/2" is the first of two commands. What follows the last colon is for people (one_line() of
// quote.h). A program may have left its last line open, and the kernel may have written before it:
// a report begins where its first words begin, not with the line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "init/description.h"

namespace linuxbake::init {

enum class Kind { busybox, script, minimal, switch_root };

struct File {
  std::string name;  // below the output directory
  unsigned mode = 0644;
  std::string text;
};

// Files of this folder of the output directory go into the archive.
inline constexpr std::string_view root_folder = "root/";

struct Generated {
  std::vector<File> files;  // written below the output directory
  std::string manifest;     // for linuxbake-cpio; locations are relative to it
};

[[nodiscard]] Result<Kind> kind_of(const std::string& word);

// Errors: what this kind cannot do.
[[nodiscard]] Result<Generated> generate(Kind kind, const Description& description);

}  // namespace linuxbake::init
