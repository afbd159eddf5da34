// SPDX-License-Identifier: MIT
// archive.h - reads an initramfs.
//
// As in the kernel's unpack_to_rootfs(), a file may hold several archives one after the other,
// each compressed or not, with zeros between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "cpio/compress.h"
#include "cpio/newc.h"

namespace linuxbake::cpio {

struct Record {
  Header header;
  std::string name;  // as it stands in the archive
  std::string data;  // of a file, or a symbolic link's target; for each of several hard links
  std::vector<std::string> hard_links;  // the other names of the same inode, sorted
};

struct Archive {
  std::vector<Compression> compressions;  // of the parts in turn, neighbours that are equal once
  std::uint64_t size = 0;                 // of everything, unpacked
  std::vector<Record> records;            // without the trailers
};

// Errors: no archive, damaged or truncated; with the place in the unpacked bytes.
[[nodiscard]] Result<Archive> parse_archive(std::string_view bytes);

[[nodiscard]] Result<Archive> read_archive(const std::string& file);

}  // namespace linuxbake::cpio
