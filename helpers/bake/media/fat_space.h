// SPDX-License-Identifier: MIT
// fat_space.h - whether files have room on a FAT image. It is said before they are copied; a tool
// would say "disk full" in the middle.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bake/host/complaint.h"

namespace linuxbake::bake::media {

struct SizedFile {
  std::string name;
  std::uint64_t bytes = 0;
};

// The files' names without directories, and their sizes.
[[nodiscard]] std::vector<SizedFile> sized(const std::vector<std::filesystem::path>& files);

// The size of a partition for these files: a whole number of MiB, as a partition has. Some is left
// for who edits the boot loader's configuration there.
[[nodiscard]] std::uint64_t partition_size(const std::vector<SizedFile>& files);

// What to say where the files do not fit into so many bytes; no line where they do.
[[nodiscard]] Lines lack_of_room(const std::vector<SizedFile>& files, std::uint64_t size);

// What to say of the file of an argument that is too large for FAT; no line if it is not.
[[nodiscard]] Lines too_large_for_fat(const std::string& keyword,
                                      const std::filesystem::path& file);

}  // namespace linuxbake::bake::media
