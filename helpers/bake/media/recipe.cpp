// SPDX-License-Identifier: MIT
#include "bake/media/recipe.h"

#include <functional>
#include <map>

#include "bake/fields.h"

namespace linuxbake::bake::media {
namespace {

void take_place(Fields& fields, Place& place) {
  fields.take("target", place.target);
  fields.take("output", place.output);
  fields.take("work", place.work);
}

void take_demands(Fields& fields, kernel::Demands& demands) {
  fields.take("kernel", demands.kernel);
  fields.take("kernel_config", demands.config);
  fields.take("initramfs", demands.initramfs);
  fields.take("compression", demands.compression);
  fields.take("xz_filter", demands.xz_filter);
  fields.take("uefi", demands.is_started_by_uefi);
  fields.take("root", demands.root);
  fields.take("root_compression", demands.root_compression);
  fields.take("root_xz_filter", demands.root_xz_filter);
}

void take_system(Fields& fields, System& system) {
  fields.take("arch", system.arch);
  fields.take("kernel_file", system.kernel);
  fields.take("kernel_image", system.kernel_image);
  fields.take("initramfs_file", system.initramfs);
  fields.take("root_file", system.root);
  take_demands(fields, system.demands);
  kernel::InitDemands& init = system.init;
  fields.take("cpio", init.cpio);
  fields.take("command_lines", init.command_lines);
  init.initramfs = system.demands.initramfs;
  init.archive = system.initramfs;
  init.arch = system.arch;
  init.config = system.demands.config;
}

void take_base(Fields& fields, ImageBase& base) {
  take_place(fields, base.place);
  fields.take("record", base.place.record);
  fields.take("system", [&](Fields& members) { take_system(members, base.system); });
}

void take_iso(Fields& fields, IsoRecipe& iso) {
  fields.take("label", iso.label);
  fields.take("menu", iso.menu);
  fields.take("xorriso", iso.xorriso);
  fields.take("uefi_menu", iso.grub.uefi_menu);
  fields.take("mkimage", iso.grub.mkimage);
  fields.take("grub_bios", iso.grub.bios);
  fields.take("grub_uefi", iso.grub.uefi);
  fields.take("mformat", iso.grub.mformat);
  fields.take("gzip", iso.grub.gzip);
}

void take_fat(Fields& fields, FatRecipe& fat) {
  fields.take("label", fat.label);
  fields.take("size", fat.size);
  fields.take("floppy", fat.floppy);
  fields.take("partition_start", fat.partition_start);
  fields.take("mformat", fat.mformat);
  fields.take("syslinux", fat.syslinux);
  fields.take("syslinux_menu", fat.syslinux_menu);
  fields.take("efi_loader", fat.efi_loader);
  fields.take("efi_entry", fat.efi_entry);
  fields.take("efi_name", fat.efi_name);
}

void take_disk(Fields& fields, DiskRecipe& disk) {
  fields.take("boot", disk.boot);
  fields.take("start", disk.start);
  fields.take("mbr", disk.mbr);
  fields.take("disk_id", disk.names.disk);
  fields.take("boot_id", disk.names.boot);
  fields.take("root_id", disk.names.root);
  fields.take("label", disk.root.label);
  fields.take("uuid", disk.root.uuid);
  fields.take("size", disk.root.size);
  fields.take("commands", disk.root.commands);
  fields.take("sfdisk", disk.sfdisk);
  fields.take("mke2fs", disk.root.mke2fs);
  fields.take("debugfs", disk.root.debugfs);
}

void take_squashfs(Fields& fields, SquashfsRecipe& squashfs) {
  fields.take("archive", squashfs.archive);
  fields.take("bsdtar", squashfs.bsdtar);
  fields.take("tar2sqfs", squashfs.tar2sqfs);
  fields.take("options", squashfs.options);
}

template <typename Recipe>
ImageRecipe image_of(Fields& fields, const char* kind, void (*take_own)(Fields&, Recipe&)) {
  Recipe recipe;
  if constexpr (std::is_base_of_v<ImageBase, Recipe>)
    take_base(fields, recipe);
  else
    take_place(fields, recipe.place);
  fields.take(kind, [&](Fields& members) { take_own(members, recipe); });
  return recipe;
}

using Reader = std::function<ImageRecipe(Fields&)>;

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> all = {
      {"iso", [](Fields& fields) { return image_of(fields, "iso", take_iso); }},
      {"fat", [](Fields& fields) { return image_of(fields, "fat", take_fat); }},
      {"disk", [](Fields& fields) { return image_of(fields, "disk", take_disk); }},
      {"squashfs", [](Fields& fields) { return image_of(fields, "squashfs", take_squashfs); }},
  };
  return all;
}

}  // namespace

bool is_kind_of_image(std::string_view kind) {
  return readers().contains(kind);
}

Result<ImageRecipe> parse_image_recipe(std::string_view text, const std::string& file) {
  const Result<std::string> kind = kind_of_recipe(text, file);
  if (!kind) return tl::unexpected(kind.error());
  const auto reader = readers().find(*kind);
  if (reader == readers().end())
    return fail(
        "is no recipe of an image: 'kind' has to be \"iso\", \"fat\", \"disk\" or "
        "\"squashfs\"",
        file);
  ImageRecipe recipe;
  const auto take_fields = [&](Fields& fields) { recipe = reader->second(fields); };
  return take_recipe(text, file, "an image", take_fields).map([&] { return recipe; });
}

}  // namespace linuxbake::bake::media
