// SPDX-License-Identifier: MIT
#include "bake/media/disk.h"

#include "bake/media/bytes.h"
#include "bake/media/ext4.h"
#include "bake/media/gpt.h"
#include "bake/media/system.h"
#include "common/files.h"

namespace linuxbake::bake::media {
namespace {

namespace fs = std::filesystem;

constexpr const char* disk_file = "image.img";
constexpr const char* root_file = "root.img";
constexpr std::size_t bytes_of_boot_code = 440;  // before the table of the protective MBR

Result<void> make_empty_disk(const DiskLayout& layout, const Workshop& workshop) {
  const auto made = make_empty_file(workshop.file(disk_file), layout.bytes_of_disk());
  if (!made) return workshop.failed("Making the disk", made.error().message);
  return {};
}

Result<void> write_partition_table(const DiskRecipe& disk, const DiskLayout& layout,
                                   const Workshop& workshop) {
  constexpr const char* what = "Writing the partition table";
  const fs::path table = workshop.file("table");
  const auto written = write_file_if_different(table, partition_table(layout, disk.names));
  if (!written) return workshop.failed(what, written.error().message);
  const Words words = {disk.sfdisk, "--quiet", "--no-reread", "--no-tell-kernel",
                       "--wipe",    "never",   disk_file};
  return workshop.run(what, {words, {}, {}, table});
}

Result<void> write_partitions(const DiskRecipe& disk, const DiskLayout& layout,
                              const Workshop& workshop) {
  const fs::path file = workshop.file(disk_file);
  const Result<void> written =
      copy_sparsely(disk.boot, file, layout.boot_start * bytes_of_sector).and_then([&] {
        return copy_sparsely(workshop.file(root_file), file, layout.root_start * bytes_of_sector);
      });
  if (!written) return workshop.failed("Writing the disk", written.error().text());
  return {};
}

Result<void> write_boot_code(const DiskRecipe& disk, const Workshop& workshop) {
  if (disk.mbr.empty()) return {};
  const Result<void> written = read_file(disk.mbr).and_then([&](const std::string& code) {
    return write_at(workshop.file(disk_file), 0, code.substr(0, bytes_of_boot_code));
  });
  if (!written) return workshop.failed("Writing the boot code", written.error().text());
  return {};
}

Result<void> write_disk_file(const DiskRecipe& disk, const Workshop& workshop) {
  const std::uint64_t boot_bytes = bytes_of(disk.boot);
  const std::uint64_t root_bytes = bytes_of(workshop.file(root_file));
  const DiskLayout layout = disk_layout(disk.start, boot_bytes, root_bytes);
  const Parts parts = {
      {"boot partition", boot_bytes},
      {"root file system", root_bytes},
      {"partition table and space between", layout.bytes_of_disk() - boot_bytes - root_bytes}};
  return make_empty_disk(layout, workshop)
      .and_then([&] { return write_partition_table(disk, layout, workshop); })
      .and_then([&] { return write_partitions(disk, layout, workshop); })
      .and_then([&] { return write_boot_code(disk, workshop); })
      .and_then([&] { return workshop.record(parts); })
      .and_then([&] { return workshop.finish(workshop.file(disk_file)); });
}

}  // namespace

Result<void> write_disk(const DiskRecipe& disk, std::uint32_t date, const Workshop& workshop) {
  return make_ext4(disk.root, root_file, date, workshop).and_then([&] {
    return write_disk_file(disk, workshop);
  });
}

}  // namespace linuxbake::bake::media
