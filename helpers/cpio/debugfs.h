// SPDX-License-Identifier: MIT
// debugfs.h - a layout as commands of debugfs(8), which writes it into an ext2, ext3 or ext4 image
// without mounting it and without root.
//
// mke2fs -d would take a directory, but with owners and times that only root can give its files.
#pragma once

#include <cstdint>
#include <string>

#include "common/result.h"
#include "cpio/layout.h"

namespace linuxbake::cpio {

// The commands for `debugfs -w -f`. Every inode gets the owner, the permissions and `mtime` for
// each of its times, so that the image is the same whenever it is made. Errors: located; a name or
// location that debugfs cannot be told (a line break, a double quote), a socket.
[[nodiscard]] Result<std::string> debugfs_commands(const Layout& layout, std::uint32_t mtime);

// What a file system needs for it.
struct Space {
  std::uint64_t blocks = 0;  // for files, directories and long links, of `block_size` bytes
  std::uint64_t inodes = 0;
};
[[nodiscard]] Space space_for(const Layout& layout, std::uint64_t block_size);

}  // namespace linuxbake::cpio
