// SPDX-License-Identifier: MIT
#include "bake/check.h"

#include <gtest/gtest.h>

#include "helpers/bake/recipe_text.h"

namespace linuxbake::bake {
namespace {

const std::string squashfs_recipe = R"({"kind": "squashfs", "target": "root", "output": "/b/o",
"work": "/b/work", "squashfs": {"archive": "/b/a", "bsdtar": "/bsdtar", "tar2sqfs": "/tar2sqfs",
"options": []}})";

const std::string import_recipe = R"({"kind": "import", "target": "k", "arch": "x86_64",
"file": "/k", "config": "", "record": "/r"})";

TEST(AnyRecipe, IsChecked) {
  for (const std::string& text :
       {package_recipe, musl_recipe, cxx_recipe, kbuild_recipe, squashfs_recipe, import_recipe})
    EXPECT_TRUE(check_recipe(text, "r.json"));
  for (const std::string& text : {std::string("{}"), recipe_with(cxx_recipe, "cxx", "brick")})
    EXPECT_EQ(check_recipe(text, "r.json").error().text(),
              "r.json: is no recipe: 'kind' has to be \"package\", \"musl\", \"cxx\", "
              "\"kbuild\", \"iso\", \"fat\", \"disk\", \"squashfs\" or \"import\"");
  EXPECT_FALSE(check_recipe(recipe_with(cxx_recipe, "\"cxx\"", "\"musl\""), "r.json"));
  EXPECT_FALSE(check_recipe(recipe_with(squashfs_recipe, "archive", "bytes"), "r.json"));
}

}  // namespace
}  // namespace linuxbake::bake
