// SPDX-License-Identifier: MIT
// gpt.h - where the two partitions of a disk are, and its table (UEFI specification, chapter 5) as
// sfdisk reads it. Partitions begin at whole MiB; behind the last one a MiB is free for the second
// copy of the table.
#pragma once

#include <cstdint>
#include <string>

namespace linuxbake::bake::media {

inline constexpr std::uint64_t bytes_of_sector = 512;
inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;

[[nodiscard]] std::uint64_t whole_mebibytes(std::uint64_t bytes);

// In sectors.
struct DiskLayout {
  std::uint64_t boot_start = 0, boot_sectors = 0;
  std::uint64_t root_start = 0, root_sectors = 0;

  [[nodiscard]] std::uint64_t bytes_of_disk() const;
};

[[nodiscard]] DiskLayout disk_layout(std::uint64_t boot_start, std::uint64_t boot_bytes,
                                     std::uint64_t root_bytes);

// UUIDs.
struct DiskNames {
  std::string disk, boot, root;
};

// BIOS boots the first partition, too, by Syslinux's gptmbr.bin, which looks for its attribute.
[[nodiscard]] std::string partition_table(const DiskLayout& layout, const DiskNames& names);

}  // namespace linuxbake::bake::media
