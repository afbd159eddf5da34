// SPDX-License-Identifier: MIT
#include "bake/media/fat_image.h"

#include <utility>

#include "bake/media/bytes.h"

namespace linuxbake::bake::media {
namespace {

constexpr const char* making = "Making a FAT file system";
constexpr std::uint64_t place_of_partition_table = 446;
constexpr std::size_t bytes_of_partition_table = 64;

std::string on_image(const std::string& name) {
  return "::" + name;
}

}  // namespace

FatImage::FatImage(const Workshop& workshop, std::filesystem::path mformat, std::string name)
    : workshop_(workshop), mformat_(std::move(mformat)), name_(std::move(name)) {}

Result<void> FatImage::make(const std::string& label, const std::string& serial,
                            const FatLayout& layout, std::uint64_t hidden) const {
  const Result<void> made = workshop_.run(making, {mformat_, "-C",
                                                   "-i",     name_,
                                                   "-T",     std::to_string(layout.sectors),
                                                   "-h",     "1",
                                                   "-s",     "1",
                                                   "-H",     std::to_string(hidden),
                                                   "-c",     std::to_string(layout.cluster),
                                                   "-r",     "4",
                                                   "-d",     "2",
                                                   "-m",     "248",
                                                   "-N",     serial,
                                                   "-v",     label,
                                                   "::"});
  if (!made) return made;
  // mformat writes an entry of a partition table into the boot sector, of whole cylinders: firmware
  // takes it for a partition, and does not find what is on the image behind its end.
  const Result<void> cleared =
      write_at(file(), place_of_partition_table, std::string(bytes_of_partition_table, '\0'));
  if (!cleared) return workshop_.failed(making, cleared.error().message);
  return {};
}

Result<void> FatImage::make_floppy(const std::string& label, const std::string& serial,
                                   const std::string& kibibytes) const {
  return workshop_.run(
      making, {mformat_, "-C", "-i", name_, "-f", kibibytes, "-N", serial, "-v", label, "::"});
}

Result<void> FatImage::fill(const std::string& what, const std::vector<std::string>& directories,
                            const std::vector<FileOnImage>& files) const {
  const std::filesystem::path mtools = mformat_.parent_path();
  for (const std::string& name : directories) {
    const auto made = workshop_.run(what, {mtools / "mmd", "-i", name_, on_image(name)});
    if (!made) return made;
  }
  for (const FileOnImage& one : files) {
    const auto copied =
        workshop_.run(what, {mtools / "mcopy", "-i", name_, one.file, on_image(one.name)});
    if (!copied) return copied;
  }
  return {};
}

Result<void> FatImage::extract(const std::string& what,
                               const std::vector<std::string>& names) const {
  std::vector<std::string> words = {mformat_.parent_path() / "mcopy", "-i", name_};
  for (const std::string& name : names) words.push_back(on_image(name));
  words.emplace_back(".");
  return workshop_.run(what, words);
}

}  // namespace linuxbake::bake::media
