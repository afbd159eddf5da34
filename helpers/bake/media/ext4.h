// SPDX-License-Identifier: MIT
// ext4.h - an ext4 file system with a root file system in it, made without root: mke2fs makes an
// empty one, debugfs fills it by the commands that linuxbake-cpio has written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "bake/media/workshop.h"

namespace linuxbake::bake::media {

struct Ext4 {
  std::filesystem::path mke2fs, debugfs, commands;
  std::string label, uuid;
  std::uint64_t size = 0;  // bytes; 0: a quarter more than what is in it, and 16 MiB
};

struct Ext4Counts {
  std::uint64_t blocks = 0, inodes = 0;  // blocks of 4 KiB

  friend bool operator==(const Ext4Counts&, const Ext4Counts&) = default;
};

// What the files need, by the first line of the commands: "# blocks <n> inodes <n>". Errors: it is
// another one.
[[nodiscard]] Result<Ext4Counts> needs_of_commands(std::string_view commands);

// The file system for that; `size` as above.
[[nodiscard]] Ext4Counts counts_of_file_system(const Ext4Counts& needs, std::uint64_t size);

// As the file `name` of the workshop. `date` is that of all that is in it, since 1970.
[[nodiscard]] Result<void> make_ext4(const Ext4& ext4, const std::string& name, std::uint32_t date,
                                     const Workshop& workshop);

}  // namespace linuxbake::bake::media
