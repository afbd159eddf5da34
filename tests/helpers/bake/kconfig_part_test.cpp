// SPDX-License-Identifier: MIT
#include "bake/source/kconfig_part.h"

#include <gtest/gtest.h>

#include <sstream>

#include "bake/source/source.h"
#include "helpers/bake/recipe_text.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

TEST(KconfigPart, HasWhatConfigures) {
  for (const char* file :
       {"Makefile", "Kconfig", "drivers/net/Kconfig", "lib/Kconfig.debug", "arch/arm/Kconfig-nommu",
        "scripts/cc-version.sh", "scripts/dtc/Makefile", "arch/x86/configs/i386_defconfig",
        "kernel/configs/tiny.config", "arch/s390/tools/gcc-thunk-extern.sh"})
    EXPECT_TRUE(belongs_to_kconfig_part(file)) << file;
  for (const char* file : {"kernel/fork.c", "arch/x86/kernel/head.S", "tools/perf/Makefile",
                           "include/linux/kconfig.h", "drivers/tools/x.c"})
    EXPECT_FALSE(belongs_to_kconfig_part(file)) << file;
}

TEST(KconfigPart, IsNamedAfterTheWhole) {
  const fs::path part = "/cache/sources/linux-6.12-abc+kconfig-0123456789ab";
  EXPECT_TRUE(is_kconfig_part(part));
  EXPECT_EQ(whole_of(part), "/cache/sources/linux-6.12-abc");
  for (const fs::path whole : {"/cache/sources/linux-6.12-abc", "/a+kconfig-b/linux"}) {
    EXPECT_FALSE(is_kconfig_part(whole)) << whole;
    EXPECT_EQ(whole_of(whole), whole);
  }
}

TEST(KconfigPart, IsEnoughForThoseWhoSaySo) {
  const TemporaryDirectory work;
  const fs::path part = work.path / "linux-1-a+kconfig-b", link = work.path / "source";
  fs::create_directory(part);
  fs::create_directory_symlink(part, link);
  PackageRecipe recipe = parse_package_recipe(package_recipe, "r.json").value();
  recipe.source.link = link;
  recipe.source.record = work.write("source.json", R"({"version": "1", "sha256": "a"})");
  recipe.source.fetch = {"false"};
  recipe.source.patches.clear();
  recipe.source.marks = {"init"};  // a mark of the whole
  std::ostringstream output;
  const Console console("linux", output, output);
  const auto source = find_source(recipe, console, SourceExtent::kconfig_part);
  ASSERT_TRUE(source) << source.error().text();
  EXPECT_TRUE(source->is_part);
  EXPECT_FALSE(find_source(recipe, console));  // it is fetched
  recipe.source.patches = {work.write("1.patch", "")};
  EXPECT_FALSE(find_source(recipe, console, SourceExtent::kconfig_part));
}

}  // namespace
}  // namespace linuxbake::bake
