// SPDX-License-Identifier: MIT
#include "bake/media/fat.h"

#include <fmt/format.h>

#include "bake/host/file_hash.h"
#include "bake/media/bytes.h"
#include "bake/media/fat_image.h"
#include "bake/media/fat_space.h"
#include "bake/media/system.h"
#include "common/sha256.h"

namespace linuxbake::bake::media {
namespace {

namespace fs = std::filesystem;

constexpr const char* syslinux_files[] = {"ldlinux.sys", "ldlinux.c32"};

// The files on the image: Syslinux's own stand there before all others.
struct Contents {
  std::vector<fs::path> syslinux;
  std::vector<FileOnImage> files;
  std::vector<std::string> directories;

  [[nodiscard]] std::vector<SizedFile> all() const {
    std::vector<fs::path> paths = syslinux;
    for (const FileOnImage& one : files) paths.push_back(one.file);
    return sized(paths);
  }
};

Result<void> check_sizes(const FatRecipe& fat, const Workshop& workshop) {
  for (const auto& [keyword, file] :
       {std::pair("KERNEL", fat.system.kernel), std::pair("INITRAMFS", fat.system.initramfs)})
    if (const Lines lines = too_large_for_fat(keyword, file); !lines.empty())
      return workshop.complain(lines);
  return {};
}

// How large Syslinux's own files are depends on its version: installed on an image that has room,
// they tell.
Result<void> measure_syslinux(const FatRecipe& fat, Contents& contents, const Workshop& workshop) {
  const FatImage probe(workshop, fat.mformat, "probe.img");
  for (const char* name : syslinux_files) contents.syslinux.push_back(workshop.file(name));
  return probe.make_floppy("PROBE", "00000000", "1440")
      .and_then([&] {
        return workshop.run("Installing Syslinux",
                            {fat.syslinux, "--install", probe.file().filename()});
      })
      .and_then([&] {
        return probe.extract("Reading Syslinux",
                             {std::begin(syslinux_files), std::end(syslinux_files)});
      });
}

Result<void> add_syslinux(const FatRecipe& fat, Contents& contents, const Workshop& workshop) {
  if (fat.syslinux.empty()) return {};
  contents.files.push_back({fat.syslinux_menu, "syslinux.cfg"});
  return measure_syslinux(fat, contents, workshop);
}

void add_efi_loader(const FatRecipe& fat, Contents& contents) {
  if (fat.efi_loader.empty()) return;
  contents.directories = {"EFI", "EFI/BOOT", "loader", "loader/entries"};
  contents.files.push_back({fat.efi_loader, fmt::format("EFI/BOOT/BOOT{}.EFI", fat.efi_name)});
  contents.files.push_back({fat.efi_entry, "loader/entries/linux.conf"});
}

Result<Contents> collect(const FatRecipe& fat, const Workshop& workshop) {
  Contents contents;
  if (const auto added = add_syslinux(fat, contents, workshop); !added)
    return tl::unexpected(added.error());
  contents.files.push_back({fat.system.kernel, "vmlinuz"});
  contents.files.push_back({fat.system.initramfs, "initramfs"});
  add_efi_loader(fat, contents);
  return contents;
}

// Of kernel and initramfs: the first 8 digits of a hash of both.
Result<std::string> serial_of(const FatRecipe& fat) {
  const Result<std::string> kernel = file_hash(fat.system.kernel);
  const Result<std::string> initramfs = file_hash(fat.system.initramfs);
  if (!kernel) return kernel;
  return initramfs.map(
      [&](const std::string& hash) { return sha256(*kernel + hash).substr(0, 8); });
}

// The size that the image has to have; 0: the least.
Result<std::uint64_t> size_for(const FatRecipe& fat, const std::vector<SizedFile>& files,
                               const Workshop& workshop) {
  if (fat.size == 0) return fat.partition_start == 0 ? 0 : partition_size(files);
  if (const Lines lines = lack_of_room(files, fat.size); !lines.empty())
    return workshop.complain(lines);
  return fat.size;
}

Result<void> make_file_system(const FatRecipe& fat, const std::vector<SizedFile>& files,
                              const FatImage& image, const Workshop& workshop) {
  const Result<std::string> serial = serial_of(fat);
  if (!serial) return workshop.failed("Reading what belongs on the image", serial.error().text());
  const Result<std::uint64_t> size = size_for(fat, files, workshop);
  if (!size) return tl::unexpected(size.error());
  if (!fat.floppy.empty()) return image.make_floppy(fat.label, *serial, fat.floppy);
  std::vector<std::uint64_t> sizes;
  for (const SizedFile& file : files) sizes.push_back(file.bytes);
  return image.make(fat.label, *serial, fat_layout(sizes, *size / fat_sector), fat.partition_start);
}

Parts parts_of(const FatRecipe& fat, const Contents& contents) {
  Parts parts = {{"kernel", bytes_of(fat.system.kernel)},
                 {"initramfs", bytes_of(fat.system.initramfs)}};
  std::uint64_t syslinux = 0;
  for (const fs::path& file : contents.syslinux) syslinux += bytes_of(file);
  if (!fat.syslinux.empty()) parts.emplace_back("Syslinux", syslinux);
  if (!fat.efi_loader.empty()) parts.emplace_back("EFI loader", bytes_of(fat.efi_loader));
  return parts;
}

Result<void> install_syslinux(const FatRecipe& fat, const FatImage& image,
                              const Workshop& workshop) {
  if (fat.syslinux.empty()) return {};
  return workshop.run("Installing Syslinux", {fat.syslinux, "--install", image.file().filename()});
}

}  // namespace

Result<void> write_fat(const FatRecipe& fat, const Workshop& workshop) {
  if (const auto right = check_kernel_image(fat.system, workshop); !right) return right;
  if (const auto right = check_sizes(fat, workshop); !right) return right;
  const Result<Contents> contents = collect(fat, workshop);
  if (!contents) return tl::unexpected(contents.error());
  const FatImage image(workshop, fat.mformat, "image.img");
  return make_file_system(fat, contents->all(), image, workshop)
      .and_then([&] { return install_syslinux(fat, image, workshop); })
      .and_then([&] {
        return image.fill("Filling the FAT image", contents->directories, contents->files);
      })
      .and_then([&] { return workshop.record(parts_of(fat, *contents)); })
      .and_then([&] { return workshop.finish(image.file()); });
}

}  // namespace linuxbake::bake::media
