// SPDX-License-Identifier: MIT
#include "bake/media/grub.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "bake/host/words.h"
#include "bake/media/bytes.h"
#include "bake/media/fat_image.h"
#include "bake/media/grub_modules.h"
#include "common/files.h"

namespace linuxbake::bake::media {
namespace {

namespace fs = std::filesystem;
using Modules = Words;

constexpr const char* uefi_program = "BOOTX64.EFI";
const Modules modules_of_program = {"iso9660", "gzio", "search_fs_uuid"};
const Modules modules_of_menu = {"normal", "linux", "test", "efi_gop"};

Result<void> make_program(const GrubTools& tools, const IsoIdentity& identity,
                          const Workshop& workshop) {
  constexpr const char* what = "Making GRUB for UEFI";
  const char* early = "early.cfg";
  const auto written = read_file(tools.uefi_menu).and_then([&](const std::string& text) {
    return write_file_if_different(workshop.file(early),
                                   with_replaced(text, "@uuid@", identity.uuid));
  });
  if (!written) return workshop.failed(what, written.error().text());
  Words words = {tools.mkimage, "-d", tools.uefi, "-O", "x86_64-efi", "-o",
                 uefi_program,  "-c", early,      "-p", "/boot/grub"};
  append(words, modules_of_program);
  return workshop.run(what, words);
}

Result<void> compress_module(const GrubTools& tools, const std::string& module,
                             const Workshop& workshop) {
  constexpr const char* what = "Compressing GRUB's modules";
  const std::string name = module + ".mod";
  const fs::path file = workshop.file(uefi_modules) / name;
  std::error_code problem;
  fs::copy_file(tools.uefi / name, file, problem);
  if (problem) return workshop.failed(what, name + ": " + problem.message());
  const auto done =
      workshop.run(what, {tools.gzip, "-9", "-n", "-S", ".gz", fs::path(uefi_modules) / name});
  if (!done) return done;
  fs::rename(file.string() + ".gz", file, problem);
  if (problem) return workshop.failed(what, name + ": " + problem.message());
  return {};
}

// All that the menu needs and the program has not.
Result<void> compress_modules(const GrubTools& tools, const Workshop& workshop) {
  const Result<std::string> moddep = read_file(tools.uefi / "moddep.lst");
  if (!moddep) return workshop.failed("Reading GRUB's modules", moddep.error().text());
  const Modules built_in = grub_closure(*moddep, modules_of_program);
  std::error_code problem;
  fs::create_directory(workshop.file(uefi_modules), problem);
  for (const std::string& module : grub_closure(*moddep, modules_of_menu)) {
    if (std::find(built_in.begin(), built_in.end(), module) != built_in.end()) continue;
    if (const auto done = compress_module(tools, module, workshop); !done) return done;
  }
  return {};
}

Result<void> make_partition(const GrubTools& tools, const std::string& serial,
                            const Workshop& workshop) {
  const FatImage image(workshop, tools.mformat, uefi_partition);
  const FatLayout layout = fat_layout({bytes_of(workshop.file(uefi_program))}, 0);
  return image.make("EFI", serial, layout, 0).and_then([&] {
    return image.fill("Filling the UEFI partition", {"/EFI", "/EFI/BOOT"},
                      {{uefi_program, std::string("/EFI/BOOT/") + uefi_program}});
  });
}

}  // namespace

Result<void> make_grub_for_bios(const GrubTools& tools, const Workshop& workshop) {
  return workshop.run(
      "Making GRUB for BIOS",
      {tools.mkimage, "-d", tools.bios, "-O", "i386-pc-eltorito", "-o", grub_for_bios, "-p",
       "/boot/grub", "biosdisk", "iso9660", "normal", "linux16", "serial", "test", "keystatus"});
}

Result<void> make_grub_for_uefi(const GrubTools& tools, const IsoIdentity& identity,
                                const Workshop& workshop) {
  return make_program(tools, identity, workshop)
      .and_then([&] { return compress_modules(tools, workshop); })
      .and_then([&] { return make_partition(tools, identity.serial, workshop); });
}

}  // namespace linuxbake::bake::media
