// SPDX-License-Identifier: MIT
#include "bake/media/gpt.h"

#include <fmt/format.h>

namespace linuxbake::bake::media {

std::uint64_t whole_mebibytes(std::uint64_t bytes) {
  return (bytes + mebibyte - 1) / mebibyte * mebibyte;
}

std::uint64_t DiskLayout::bytes_of_disk() const {
  return (root_start + root_sectors) * bytes_of_sector + mebibyte;
}

DiskLayout disk_layout(std::uint64_t boot_start, std::uint64_t boot_bytes,
                       std::uint64_t root_bytes) {
  DiskLayout layout;
  layout.boot_start = boot_start;
  layout.boot_sectors = whole_mebibytes(boot_bytes) / bytes_of_sector;
  layout.root_start = boot_start + layout.boot_sectors;
  layout.root_sectors = root_bytes / bytes_of_sector;
  return layout;
}

std::string partition_table(const DiskLayout& layout, const DiskNames& names) {
  return fmt::format(
      "label: gpt\n"
      "label-id: {}\n"
      "first-lba: 34\n"
      "start={}, size={}, type=uefi, name=boot, uuid={}, attrs=LegacyBIOSBootable\n"
      "start={}, size={}, type=linux, name=root, uuid={}\n",
      names.disk, layout.boot_start, layout.boot_sectors, names.boot, layout.root_start,
      layout.root_sectors, names.root);
}

}  // namespace linuxbake::bake::media
