// SPDX-License-Identifier: MIT
#include "bake/media/iso.h"

#include <array>
#include <ctime>

#include "bake/host/file_hash.h"
#include "bake/media/bytes.h"
#include "bake/media/grub.h"
#include "bake/media/system.h"
#include "bake/media/tool_environment.h"
#include "common/sha256.h"

namespace linuxbake::bake::media {
namespace {

namespace fs = std::filesystem;

Result<IsoIdentity> identity_of(const IsoRecipe& iso) {
  std::vector<fs::path> files = {iso.system.kernel, iso.system.initramfs, iso.menu};
  if (!iso.system.root.empty()) files.emplace_back(iso.system.root);
  std::string hashes;
  for (const fs::path& file : files) {
    const Result<std::string> hash = file_hash(file);
    if (!hash) return tl::unexpected(hash.error());
    hashes += *hash;
  }
  return iso_identity(sha256(hashes + iso.label));
}

// "2026112717430500", the date of all files.
std::string date_of_files(std::uint32_t date) {
  const std::time_t seconds = date_on_media(date);
  std::tm fields{};
  std::array<char, 32> text{};
  ::gmtime_r(&seconds, &fields);
  std::strftime(text.data(), text.size(), "%Y%m%d%H%M%S00", &fields);
  return text.data();
}

Words words_for_bios(const IsoRecipe& iso) {
  return {"-b",
          "boot/grub/bios.img",
          "-no-emul-boot",
          "-boot-load-size",
          "4",
          "-boot-info-table",
          "--grub2-boot-info",
          "--grub2-mbr",
          iso.grub.bios / "boot_hybrid.img",
          "--mbr-force-bootable"};
}

// The partition is of the type "EFI system", and as an entry of the MBR "basic data".
Words words_for_uefi() {
  return {"-append_partition",
          "2",
          "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
          uefi_partition,
          "-appended_part_as_gpt",
          "-iso_mbr_part_type",
          "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
          "-e",
          "--interval:appended_partition_2:all::",
          "-no-emul-boot"};
}

Words boot_words(const IsoRecipe& iso) {
  Words words;
  if (!iso.grub.bios.empty()) append(words, words_for_bios(iso));
  if (!iso.grub.bios.empty() && !iso.grub.uefi.empty()) words.emplace_back("-eltorito-alt-boot");
  if (!iso.grub.uefi.empty()) append(words, words_for_uefi());
  return words;
}

std::string graft(const std::string& name, const fs::path& file) {
  return name + "=" + file.string();
}

Words files_of(const IsoRecipe& iso, const Workshop& workshop) {
  Words files = {graft("boot/vmlinuz", iso.system.kernel),
                 graft("boot/initramfs", iso.system.initramfs),
                 graft("boot/grub/grub.cfg", iso.menu)};
  if (!iso.system.root.empty()) files.push_back(graft("LiveOS/squashfs.img", iso.system.root));
  if (!iso.grub.bios.empty())
    files.push_back(graft("boot/grub/bios.img", workshop.file(grub_for_bios)));
  if (!iso.grub.uefi.empty())
    files.push_back(graft("boot/grub/x86_64-efi", workshop.file(uefi_modules)));
  return files;
}

Result<void> run_xorriso(const IsoRecipe& iso, const IsoIdentity& identity, std::uint32_t date,
                         const Workshop& workshop) {
  Words words = {iso.xorriso,     "-no_rc", "-as",     "mkisofs", "-quiet",  "-o",
                 workshop.part(), "-V",     iso.label, "-r",      "-no-pad", "-graft-points"};
  append(words, {"--modification-date=" + identity.date, "--set_all_file_dates",
                 date_of_files(date), "-partition_cyl_align", "off", "-partition_offset", "16"});
  append(words, boot_words(iso));
  append(words, files_of(iso, workshop));
  // GRUB reads ahead by 32 KiB, and a drive has nothing after the last file.
  if (iso.grub.uefi.empty()) append(words, {"--", "-padding", "32k"});
  return workshop.run("Writing the ISO image", words);
}

std::uint64_t bytes_of_modules(const Workshop& workshop) {
  std::uint64_t sum = 0;
  std::error_code problem;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(workshop.file(uefi_modules), problem))
    sum += bytes_of(entry.path());
  return sum;
}

// The rest is the file system's own.
Parts parts_of(const IsoRecipe& iso, const Workshop& workshop) {
  Parts parts = {{"kernel", bytes_of(iso.system.kernel)},
                 {"initramfs", bytes_of(iso.system.initramfs)}};
  if (!iso.system.root.empty()) parts.emplace_back("root file system", bytes_of(iso.system.root));
  if (!iso.grub.bios.empty())
    parts.emplace_back("GRUB for BIOS", bytes_of(workshop.file(grub_for_bios)));
  if (iso.grub.uefi.empty()) return parts;
  parts.emplace_back("GRUB for UEFI: partition", bytes_of(workshop.file(uefi_partition)));
  parts.emplace_back("GRUB for UEFI: modules", bytes_of_modules(workshop));
  return parts;
}

Result<void> make_boot_loaders(const IsoRecipe& iso, const IsoIdentity& identity,
                               const Workshop& workshop) {
  if (!iso.grub.bios.empty())
    if (const auto made = make_grub_for_bios(iso.grub, workshop); !made) return made;
  if (iso.grub.uefi.empty()) return {};
  return make_grub_for_uefi(iso.grub, identity, workshop);
}

}  // namespace

Result<void> write_iso(const IsoRecipe& iso, std::uint32_t date, const Workshop& workshop) {
  if (const auto right = check_kernel_image(iso.system, workshop); !right) return right;
  const Result<IsoIdentity> identity = identity_of(iso);
  if (!identity)
    return workshop.failed("Reading what belongs on the image", identity.error().text());
  return make_boot_loaders(iso, *identity, workshop)
      .and_then([&] { return run_xorriso(iso, *identity, date, workshop); })
      .and_then([&] { return workshop.record(parts_of(iso, workshop)); })
      .and_then([&] { return workshop.finish(workshop.part()); });
}

}  // namespace linuxbake::bake::media
