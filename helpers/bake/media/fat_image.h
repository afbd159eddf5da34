// SPDX-License-Identifier: MIT
// fat_image.h - a FAT file system in a file of the workshop, made and filled by mtools.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bake/media/fat_layout.h"
#include "bake/media/workshop.h"

namespace linuxbake::bake::media {

struct FileOnImage {
  std::filesystem::path file;
  std::string name;  // on the image, "EFI/BOOT/BOOTX64.EFI"
};

class FatImage {
 public:
  // `mformat` is the program; mmd and mcopy stand beside it.
  FatImage(const Workshop& workshop, std::filesystem::path mformat, std::string name);

  [[nodiscard]] std::filesystem::path file() const { return workshop_.file(name_); }

  // An empty one, for a partition that `hidden` sectors stand in front of.
  [[nodiscard]] Result<void> make(const std::string& label, const std::string& serial,
                                  const FatLayout& layout, std::uint64_t hidden) const;
  // An empty floppy disk in one of the standard formats, which is named by its size in KiB.
  [[nodiscard]] Result<void> make_floppy(const std::string& label, const std::string& serial,
                                         const std::string& kibibytes) const;

  // `what` it is that is done, for the message: "Filling the FAT image".
  [[nodiscard]] Result<void> fill(const std::string& what,
                                  const std::vector<std::string>& directories,
                                  const std::vector<FileOnImage>& files) const;
  // Copies files of the image into the workshop.
  [[nodiscard]] Result<void> extract(const std::string& what,
                                     const std::vector<std::string>& names) const;

 private:
  const Workshop& workshop_;
  std::filesystem::path mformat_;
  std::string name_;
};

}  // namespace linuxbake::bake::media
