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
  const auto recipe = parse_package_recipe(whole_recipe, "r.json");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->target, "hello");
  EXPECT_EQ(recipe->source.fetch, (Words{"/bake", "fetch", "a b"}));
  EXPECT_EQ(recipe->source.patches, Paths{"/p/1.patch"});
  EXPECT_TRUE(recipe->in_source);
  EXPECT_EQ(recipe->configure, Words{"--x=\"y;z\\"});
  EXPECT_EQ(recipe->tools.compiler, "/b/libc/cc");
}

TEST(PackageRecipe, LacksNoField) {
  EXPECT_EQ(fault_of(recipe_with("\"keep\": [\"/usr/bin/*\"], ", "")),
            "r.json: is no recipe of a package: 'keep' is missing; it has to be a list of strings");
}

TEST(PackageRecipe, HasNoOtherField) {
  EXPECT_EQ(fault_of(recipe_with("\"make\":", "\"colour\": null, \"make\":")),
            "r.json: is no recipe of a package: 'colour' is no field of it");
}

TEST(PackageRecipe, HasFieldsOfTheirTypes) {
  EXPECT_EQ(fault_of(recipe_with("\"/make\"", "1")),
            "r.json: is no recipe of a package: 'make' has to be a string");
  EXPECT_EQ(fault_of(recipe_with("[\"install\"]", "[\"install\", 1]")),
            "r.json: is no recipe of a package: 'install' has to be a list of strings");
  EXPECT_EQ(fault_of(recipe_with("[\"install\"]", "\"install\"")),
            "r.json: is no recipe of a package: 'install' has to be a list of strings");
  EXPECT_EQ(fault_of(recipe_with("\"in_source\": true", "\"in_source\": \"ON\"")),
            "r.json: is no recipe of a package: 'in_source' has to be true or false");
}

TEST(PackageRecipe, IsOfItsKind) {
  EXPECT_EQ(fault_of(recipe_with("\"package\"", "\"musl\"")),
            "r.json: is no recipe of a package: 'kind' has to be \"package\"");
  EXPECT_EQ(fault_of("{}"), "r.json: is no recipe of a package: 'kind' has to be \"package\"");
  EXPECT_EQ(fault_of("[]"), "r.json: is no recipe: it is no JSON object");
  EXPECT_EQ(fault_of("{\"kind\": "), "r.json: is no recipe: it is no JSON object");
}

}  // namespace
}  // namespace linuxbake::bake
