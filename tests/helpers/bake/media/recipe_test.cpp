// SPDX-License-Identifier: MIT
#include "bake/media/recipe.h"

#include <gtest/gtest.h>

namespace linuxbake::bake::media {
namespace {

const std::string iso = R"({
"kind": "iso", "target": "vm", "output": "/b/vm.iso", "work": "/b/work", "record": "/b/r.json",
"system": {"arch": "x86_64", "kernel": "vm-kernel", "kernel_file": "/b/vmlinuz",
"kernel_image": "arch/x86/boot/bzImage", "kernel_config": "/b/config", "initramfs": "vm-initramfs",
"initramfs_file": "/b/initramfs", "compression": "xz", "xz_filter": "x86", "root": "vm-root",
"root_file": "/b/squashfs", "root_compression": "zstd", "root_xz_filter": "none", "uefi": true,
"cpio": "/cpio", "command_lines": [" rdinit=\"/a b\""]},
"iso": {"label": "VM", "menu": "/b/grub.cfg", "uefi_menu": "/m", "xorriso": "/xorriso",
"mkimage": "/mkimage", "grub_bios": "/grub", "grub_uefi": "", "mformat": "", "gzip": ""}})";

const std::string squashfs = R"({"kind": "squashfs", "target": "vm", "output": "/b/o",
"work": "/b/work", "squashfs": {"archive": "/b/a", "bsdtar": "/bsdtar", "tar2sqfs": "/tar2sqfs",
"options": ["--compressor", "xz"]}})";

std::string changed(std::string text, const std::string& old_text, const std::string& new_text) {
  return text.replace(text.find(old_text), old_text.size(), new_text);
}

std::string fault_of(const std::string& text) {
  const auto recipe = parse_image_recipe(text, "r.json");
  return recipe ? "none" : recipe.error().text();
}

TEST(ImageRecipe, IsRead) {
  const auto recipe = parse_image_recipe(iso, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  const IsoRecipe& read = std::get<IsoRecipe>(*recipe);
  EXPECT_EQ(read.place.target, "vm");
  EXPECT_EQ(read.place.record, "/b/r.json");
  EXPECT_EQ(read.label, "VM");
  EXPECT_EQ(read.grub.bios, "/grub");
  EXPECT_EQ(read.system.demands.kernel, "vm-kernel");
  EXPECT_TRUE(read.system.demands.is_started_by_uefi);
  EXPECT_EQ(read.system.init.command_lines, Words{" rdinit=\"/a b\""});
  EXPECT_EQ(read.system.init.archive, "/b/initramfs");
}

TEST(ImageRecipe, HasTheFieldsOfItsKind) {
  const auto recipe = parse_image_recipe(squashfs, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(std::get<SquashfsRecipe>(*recipe).options, (Words{"--compressor", "xz"}));
  EXPECT_EQ(fault_of(changed(squashfs, "\"squashfs\"", "\"fat\"")),
            "r.json: is no recipe of an image: 'record' is missing; it has to be a string");
}

TEST(ImageRecipe, LacksNoFieldAndHasNoOther) {
  EXPECT_EQ(
      fault_of(changed(iso, "\"label\": \"VM\", ", "")),
      "r.json: is no recipe of an image: in 'iso': 'label' is missing; it has to be a string");
  EXPECT_EQ(fault_of(changed(iso, "\"cpio\"", "\"x\": 1, \"cpio\"")),
            "r.json: is no recipe of an image: in 'system': 'x' is no field of it");
  EXPECT_EQ(fault_of(changed(squashfs, "{\"archive\"", "1, \"x\": {\"archive\"")),
            "r.json: is no recipe of an image: 'squashfs' has to be an object");
}

TEST(ImageRecipe, CountsInWholeNumbers) {
  const std::string fat =
      changed(iso.substr(0, iso.find("\"iso\": {")) +
                  R"("fat": {"label": "VM", "size": 1474560, "floppy": "1440", "partition_start": 0,
"mformat": "/mformat", "syslinux": "", "syslinux_menu": "", "efi_loader": "", "efi_entry": "",
"efi_name": "X64"}})",
              "\"iso\"", "\"fat\"");
  const auto recipe = parse_image_recipe(fat, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(std::get<FatRecipe>(*recipe).size, 1474560U);
  for (const char* number : {"-1", "1.5", "\"1\""})
    EXPECT_EQ(fault_of(changed(fat, "1474560", number)),
              "r.json: is no recipe of an image: in 'fat': 'size' has to be a whole number");
}

TEST(ImageRecipe, IsOfAKindOfImage) {
  EXPECT_TRUE(is_kind_of_image("disk"));
  EXPECT_FALSE(is_kind_of_image("package"));
  EXPECT_EQ(fault_of(changed(iso, "\"iso\"", "\"package\"")),
            "r.json: is no recipe of an image: 'kind' has to be \"iso\", \"fat\", \"disk\" or "
            "\"squashfs\"");
  EXPECT_EQ(fault_of("[]"), "r.json: is no recipe: it is no JSON object");
}

}  // namespace
}  // namespace linuxbake::bake::media
