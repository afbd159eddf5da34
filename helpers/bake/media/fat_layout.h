// SPDX-License-Identifier: MIT
// fat_layout.h - how large a FAT file system is, in sectors of 512 bytes (Microsoft's FAT
// specification, "FAT Type Determination").
//
// FAT12 has up to 4,084 clusters, FAT16 up to 65,524, else it is FAT32. Near a limit some more are
// taken, because implementations differ by a few.
#pragma once

#include <cstdint>
#include <vector>

namespace linuxbake::bake::media {

inline constexpr std::uint64_t fat_sector = 512;  // bytes

struct FatLayout {
  std::uint64_t sectors = 0;
  unsigned cluster = 1;  // sectors

  friend bool operator==(const FatLayout&, const FatLayout&) = default;
};

// The least that holds files of so many bytes each, but at least `wanted` sectors. Its clusters are
// the smallest that FAT16 can count; 32 KiB and FAT32 beyond that.
[[nodiscard]] FatLayout fat_layout(const std::vector<std::uint64_t>& sizes, std::uint64_t wanted);

}  // namespace linuxbake::bake::media
