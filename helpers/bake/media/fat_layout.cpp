// SPDX-License-Identifier: MIT
#include "bake/media/fat_layout.h"

#include <algorithm>

namespace linuxbake::bake::media {
namespace {

constexpr unsigned largest_cluster = 64;
constexpr std::uint64_t most_clusters_of_fat16 = 65'000;  // a few less than the limit
constexpr std::uint64_t clusters_for_directories = 4;

std::uint64_t clusters_for(const std::vector<std::uint64_t>& sizes, unsigned cluster) {
  const std::uint64_t bytes = fat_sector * cluster;
  std::uint64_t clusters = clusters_for_directories;
  for (const std::uint64_t size : sizes) clusters += (size + bytes - 1) / bytes;
  if (clusters > 4068 && clusters < 4101) return 4101;
  if (clusters > 65'508 && clusters < 65'541) return 65'541;
  return clusters;
}

// Entries of 12, 16 and 32 bits.
std::uint64_t sectors_of_table(std::uint64_t clusters) {
  const std::uint64_t entries = clusters + 2;
  if (clusters < 4085) return (entries * 3 / 2 + 512) / fat_sector;
  if (clusters < 65'525) return (entries * 2 + 511) / fat_sector;
  return (entries * 4 + 511) / fat_sector + 32;
}

// A reserved sector, two tables, four sectors of root directory.
std::uint64_t sectors_for(const std::vector<std::uint64_t>& sizes, unsigned cluster) {
  const std::uint64_t clusters = clusters_for(sizes, cluster);
  return 1 + 2 * sectors_of_table(clusters) + 4 + clusters * cluster;
}

}  // namespace

FatLayout fat_layout(const std::vector<std::uint64_t>& sizes, std::uint64_t wanted) {
  FatLayout layout{sectors_for(sizes, 1), 1};
  while (std::max(layout.sectors, wanted) > most_clusters_of_fat16 * layout.cluster &&
         layout.cluster < largest_cluster) {
    layout.cluster *= 2;
    layout.sectors = sectors_for(sizes, layout.cluster);
  }
  layout.sectors = std::max(layout.sectors, wanted);
  return layout;
}

}  // namespace linuxbake::bake::media
