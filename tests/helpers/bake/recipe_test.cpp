// SPDX-License-Identifier: MIT
#include "bake/recipe.h"

#include <gtest/gtest.h>

#include "helpers/bake/recipe_text.h"

namespace linuxbake::bake {
namespace {

std::string fault_of(const std::string& text) {
  const auto recipe = parse_package_recipe(text, "r.json");
  return recipe ? "none" : recipe.error().text();
}

TEST(PackageRecipe, IsRead) {
  const auto recipe = parse_package_recipe(package_recipe, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->target, "hello");
  EXPECT_EQ(recipe->source.fetch, (Words{"/bake", "fetch", "a b"}));
  EXPECT_EQ(recipe->source.patches, Paths{"/p/1.patch"});
  EXPECT_TRUE(recipe->in_source);
  EXPECT_EQ(recipe->configure, Words{"--x=\"y;z\\"});
  EXPECT_EQ(recipe->compiler, Words{"/b/libc/cc"});
}

TEST(PackageRecipe, LacksNoField) {
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "\"keep\": [\"/usr/bin/*\"], ", "")),
            "r.json: is no recipe of a package: 'keep' is missing; it has to be a list of strings");
}

TEST(PackageRecipe, HasNoOtherField) {
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "\"make\":", "\"colour\": null, \"make\":")),
            "r.json: is no recipe of a package: 'colour' is no field of it");
}

TEST(PackageRecipe, HasFieldsOfTheirTypes) {
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "\"/make\"", "1")),
            "r.json: is no recipe of a package: 'make' has to be a string");
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "[\"install\"]", "[\"install\", 1]")),
            "r.json: is no recipe of a package: 'install' has to be a list of strings");
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "[\"install\"]", "\"install\"")),
            "r.json: is no recipe of a package: 'install' has to be a list of strings");
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "\"in_source\": true", "\"in_source\": \"ON\"")),
            "r.json: is no recipe of a package: 'in_source' has to be true or false");
}

TEST(PackageRecipe, HasACompiler) {
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "[\"/b/libc/cc\"]", "[]")),
            "r.json: is no recipe of a package: 'compiler' has to be a list that is not empty");
}

TEST(PackageRecipe, IsOfItsKind) {
  EXPECT_EQ(fault_of(recipe_with(package_recipe, "\"package\"", "\"musl\"")),
            "r.json: is no recipe of a package: 'kind' has to be \"package\"");
  EXPECT_EQ(fault_of("{}"), "r.json: is no recipe of a package: 'kind' has to be \"package\"");
  EXPECT_EQ(fault_of("[]"), "r.json: is no recipe: it is no JSON object");
  EXPECT_EQ(fault_of("{\"kind\": "), "r.json: is no recipe: it is no JSON object");
}

TEST(MuslRecipe, IsRead) {
  const auto recipe = parse_musl_recipe(musl_recipe, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->source.link, "/b/hello/source");
  EXPECT_EQ(recipe->headers.link, "/b/hello/linux");
  EXPECT_EQ(recipe->headers.fetch, Words{"/fetch"});
  EXPECT_EQ(recipe->pie_flags, (Words{"-fno-pie", "-static"}));
}

TEST(MuslRecipe, SaysWhatIsWrong) {
  EXPECT_EQ(parse_musl_recipe(cxx_recipe, "r.json").error().text(),
            "r.json: is no recipe of musl: 'kind' has to be \"musl\"");
  const std::string text = recipe_with(musl_recipe, "[\"-fno-pie\", \"-static\"]", "[]");
  EXPECT_EQ(parse_musl_recipe(text, "r.json").error().text(),
            "r.json: is no recipe of musl: 'pie_flags' has to be a list that is not empty");
}

TEST(CxxRecipe, IsRead) {
  const auto recipe = parse_cxx_recipe(cxx_recipe, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->linker, "/ld.lld");
  EXPECT_EQ(recipe->flags, (Words{"-fno-pie", "-static"}));
  EXPECT_EQ(recipe->checks, "/t/llvm-checks.cmake");
}

TEST(CxxRecipe, SaysWhatIsWrong) {
  EXPECT_EQ(
      parse_cxx_recipe(recipe_with(cxx_recipe, "\"linker\"", "\"lld\""), "r.json").error().text(),
      "r.json: is no recipe of a C++ runtime: 'linker' is missing; it has to be a string");
}

TEST(KbuildRecipe, IsRead) {
  const auto recipe = parse_kbuild_recipe(kbuild_recipe, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->base, "tinyconfig");
  EXPECT_EQ(recipe->goals, Words{"bzImage"});
  ASSERT_EQ(recipe->outputs.size(), 2U);
  EXPECT_EQ(recipe->outputs[0].name, "kernel");
  EXPECT_EQ(recipe->outputs[0].path, "/b/images/a=b");
  EXPECT_EQ(recipe->guest_options, (Words{"*_TEXT", "DEFAULT_INIT"}));
  EXPECT_TRUE(recipe->terminal);
}

TEST(KbuildRecipe, SaysWhatIsWrong) {
  EXPECT_EQ(parse_kbuild_recipe(recipe_with(kbuild_recipe, "[\"bzImage\"]", "[]"), "r.json")
                .error()
                .text(),
            "r.json: is no recipe of a Kbuild tree: 'goals' has to be a list that is not empty");
}

}  // namespace
}  // namespace linuxbake::bake
