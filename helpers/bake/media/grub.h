// SPDX-License-Identifier: MIT
// grub.h - the boot loaders of an ISO image, made by grub-mkimage in the workshop.
#pragma once

#include <filesystem>
#include <string>

#include "bake/media/iso_identity.h"
#include "bake/media/workshop.h"

namespace linuxbake::bake::media {

struct GrubTools {
  std::filesystem::path mkimage, bios, uefi;  // the directories of the two platforms may be empty
  std::filesystem::path uefi_menu, mformat, gzip;  // for UEFI only
};

// What they are called in the workshop.
inline constexpr const char* grub_for_bios = "bios.img";
inline constexpr const char* uefi_partition = "efi.img";
inline constexpr const char* uefi_modules = "x86_64-efi";

[[nodiscard]] Result<void> make_grub_for_bios(const GrubTools& tools, const Workshop& workshop);

// A partition with a small program, which finds the image by its UUID, and all other modules,
// compressed: one program that has them inside would be twice as large.
[[nodiscard]] Result<void> make_grub_for_uefi(const GrubTools& tools, const IsoIdentity& identity,
                                              const Workshop& workshop);

}  // namespace linuxbake::bake::media
