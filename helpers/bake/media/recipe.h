// SPDX-License-Identifier: MIT
// recipe.h - what an image is made of: the recipes of the kinds "iso", "fat", "disk" and "squashfs"
// (bake/recipe.h says what a recipe is). modules/detail/BootImage.cmake and
// modules/LinuxBakeSquashfs.cmake write them.
//
// Every kind:
//   kind, target      string
//   output            string   the image
//   work              string   a directory of its own, emptied before and removed after
//   <kind>            object   of the kind's own fields, below: "iso": {"label": …}
//
// All but "squashfs" also have:
//   record            string   the JSON file that is made of what takes the space
//   system            object   of what is booted:
//     arch              string   "x86_64"
//     kernel            string   its target
//     kernel_file       string
//     kernel_image      string   what the kernels of its architecture are: "arch/x86/boot/bzImage"
//     kernel_config     string   its final .config, or empty: nothing more is known of it
//     initramfs         string   its target
//     initramfs_file    string
//     compression       string   of the initramfs: "none", "gzip", "xz", "zstd" or "lz4"
//     xz_filter         string   "none" or "x86"
//     root              string   the target of a squashfs on the medium, or empty, as the next three
//     root_file         string
//     root_compression  string   "gzip", "lz4", "xz" or "zstd"
//     root_xz_filter    string   "none" or "x86"
//     uefi              flag     whether UEFI itself starts the kernel
//     cpio              string   the program linuxbake-cpio; empty where the next list is
//     command_lines     list     those of the kernel that ask for an init by rdinit=
//
// "iso":
//   label             string   of the volume
//   menu              string   GRUB's configuration
//   uefi_menu         string   what GRUB for UEFI reads first: @uuid@ is that of the image
//   xorriso, mkimage  string   the programs; mkimage is GRUB's
//   grub_bios         string   the directory of GRUB's modules for BIOS, or empty
//   grub_uefi         string   that of those for UEFI, or empty, as the next two
//   mformat, gzip     string   the programs; mmd and mcopy stand beside mformat
//
// "fat":
//   label             string   of the volume
//   size              number   bytes; 0: as large as it has to be
//   floppy            string   the KiB of a standard format, or empty
//   partition_start   number   a sector; 0: the image is a whole disk
//   mformat           string   the program; mmd and mcopy stand beside it
//   syslinux          string   the program, or empty, as its configuration
//   syslinux_menu     string
//   efi_loader        string   the program for UEFI, or empty, as the next two
//   efi_entry         string   its configuration
//   efi_name          string   what UEFI calls the architecture: "X64"
//
// "disk":
//   boot              string   the image of the first partition
//   start             number   its sector
//   mbr               string   the boot code of BIOS, or empty
//   disk_id, boot_id, root_id  string   the UUIDs of the partition table
//   label, uuid       string   of the file system in the second partition
//   size              number   of it, in bytes; 0: as large as it has to be
//   commands          string   the file of debugfs's commands that fill it
//   sfdisk, mke2fs, debugfs    string   the programs
//
// "squashfs":
//   archive           string   the cpio archive of what is in it
//   bsdtar, tar2sqfs  string   the programs
//   options           list     words for tar2sqfs
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "bake/host/words.h"
#include "bake/kernel/accepts.h"
#include "bake/kernel/starts.h"
#include "bake/media/ext4.h"
#include "bake/media/gpt.h"
#include "bake/media/grub.h"
#include "bake/media/workshop.h"
#include "common/result.h"

namespace linuxbake::bake::media {

struct System {
  kernel::Demands demands;  // on the kernel
  kernel::InitDemands init;
  std::filesystem::path kernel, initramfs, root;  // the files; root may be empty
  std::string arch, kernel_image;
};

// What the kinds have in common; a squashfs has no system and no record.
struct ImageBase {
  Place place;
  System system;
};

struct IsoRecipe : ImageBase {
  std::string label;
  std::filesystem::path menu, xorriso;
  GrubTools grub;
};

struct FatRecipe : ImageBase {
  std::string label, floppy, efi_name;
  std::uint64_t size = 0, partition_start = 0;
  std::filesystem::path mformat, syslinux, syslinux_menu, efi_loader, efi_entry;
};

struct DiskRecipe : ImageBase {
  std::filesystem::path boot, mbr, sfdisk;
  std::uint64_t start = 0;
  DiskNames names;
  Ext4 root;
};

struct SquashfsRecipe {
  Place place;
  std::filesystem::path archive;
  std::string bsdtar, tar2sqfs;
  Words options;
};

using ImageRecipe = std::variant<IsoRecipe, FatRecipe, DiskRecipe, SquashfsRecipe>;

[[nodiscard]] bool is_kind_of_image(std::string_view kind);

// Errors: no JSON, another kind, a field that is missing, unknown, or of another type. They name
// `file`, the field, and what it has to be.
[[nodiscard]] Result<ImageRecipe> parse_image_recipe(std::string_view text,
                                                     const std::string& file);

}  // namespace linuxbake::bake::media
