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
// What commands return is printed by the first three in the format of common/guest_report.h.
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

// A name as it stands in a manifest: in "..." where it has to.
[[nodiscard]] std::string manifest_word(const std::string& word);

// Errors: what this kind cannot do.
[[nodiscard]] Result<Generated> generate(Kind kind, const Description& description);

}  // namespace linuxbake::init
