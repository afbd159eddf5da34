// SPDX-License-Identifier: MIT
#include "bake/media/fat_space.h"

#include <fmt/format.h>

#include "bake/media/bytes.h"
#include "bake/media/fat_layout.h"

namespace linuxbake::bake::media {
namespace {

constexpr std::uint64_t mebibyte_of_partition = std::uint64_t{1} << 20U;
constexpr std::uint64_t room_for_edits = std::uint64_t{256} << 10U;
constexpr std::uint64_t largest_file = 0xffffffff;

// The least that a FAT file system takes: a sector to boot from, two FATs, a root directory.
constexpr std::uint64_t least_file_system = (1 + 2 + 1) * fat_sector;

std::uint64_t bytes_needed(const std::vector<SizedFile>& files) {
  std::uint64_t needed = least_file_system;
  for (const SizedFile& file : files)
    needed += (file.bytes + fat_sector - 1) / fat_sector * fat_sector;
  return needed;
}

}  // namespace

std::vector<SizedFile> sized(const std::vector<std::filesystem::path>& files) {
  std::vector<SizedFile> all;
  for (const std::filesystem::path& file : files)
    all.push_back({file.filename().string(), bytes_of(file)});
  return all;
}

std::uint64_t partition_size(const std::vector<SizedFile>& files) {
  std::uint64_t bytes = room_for_edits;
  for (const SizedFile& file : files) bytes += file.bytes;
  return (bytes + mebibyte_of_partition - 1) / mebibyte_of_partition * mebibyte_of_partition;
}

Lines lack_of_room(const std::vector<SizedFile>& files, std::uint64_t size) {
  const std::uint64_t needed = bytes_needed(files);
  if (needed <= size) return {};
  Lines lines = {
      fmt::format("What belongs on the image does not fit into its SIZE of {} bytes:", size)};
  for (const SizedFile& file : files)
    lines.push_back(fmt::format("  {}: {} bytes", file.name, file.bytes));
  lines.push_back(
      fmt::format("Make it smaller, or raise SIZE: {} bytes at least are needed.", needed));
  return lines;
}

Lines too_large_for_fat(const std::string& keyword, const std::filesystem::path& file) {
  const std::uint64_t bytes = bytes_of(file);
  if (bytes <= largest_file) return {};
  return {fmt::format("{} has {} bytes; a file on FAT has less than 4 GiB:", keyword, bytes),
          "  " + file.string(), "Make it smaller, or write an ISO image."};
}

}  // namespace linuxbake::bake::media
