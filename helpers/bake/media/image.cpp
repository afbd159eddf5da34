// SPDX-License-Identifier: MIT
#include "bake/media/image.h"

#include "bake/media/disk.h"
#include "bake/media/fat.h"
#include "bake/media/iso.h"
#include "bake/media/squashfs.h"
#include "bake/media/system.h"
#include "bake/media/tool_environment.h"

namespace linuxbake::bake::media {
namespace {

struct Writer {
  std::uint32_t date;
  const Workshop& workshop;

  Result<void> operator()(const IsoRecipe& iso) const { return write_iso(iso, date, workshop); }
  Result<void> operator()(const FatRecipe& fat) const { return write_fat(fat, workshop); }
  Result<void> operator()(const DiskRecipe& disk) const { return write_disk(disk, date, workshop); }
  Result<void> operator()(const SquashfsRecipe& squashfs) const {
    return write_squashfs(squashfs, workshop);
  }
};

const Place& place_of(const ImageRecipe& recipe) {
  return std::visit([](const auto& image) -> const Place& { return image.place; }, recipe);
}

const System* system_of(const ImageRecipe& recipe) {
  return std::visit(
      [](const auto& image) -> const System* {
        if constexpr (requires { image.system; }) return &image.system;
        return nullptr;
      },
      recipe);
}

}  // namespace

const std::string& target_of(const ImageRecipe& recipe) {
  return place_of(recipe).target;
}

Result<void> write_image(const ImageRecipe& recipe, const Console& console) {
  const Result<std::uint32_t> date = set_tool_environment();
  if (!date) return complaint(target_of(recipe), {date.error().text()});
  if (const System* system = system_of(recipe)) {
    if (const auto right = check_system(*system, console); !right) return right;
    set_date_on_media(*date);
  }
  return Workshop::open(place_of(recipe)).and_then([&](const Workshop& workshop) {
    return std::visit(Writer{*date, workshop}, recipe);
  });
}

}  // namespace linuxbake::bake::media
