// SPDX-License-Identifier: MIT
#include "bake/kbuild/inputs.h"

#include "common/sha256.h"
#include "helpers/bake/kbuild/kbuild_fixture.h"

namespace linuxbake::bake::kbuild {
namespace {

TEST_F(KbuildTree, IsKnownByAllThatDecidesItsBytes) {
  const std::string text = wanted_result(job).value().inputs;
  for (const std::string& line :
       {std::string("\nkind linux\n"), std::string("\narch x86_64\n"),
        std::string("\nsource hash of linux\n"), std::string("\ncompiler gcc 12\n"),
        std::string("\ntoolchain bytes of gcc\n"), std::string("\narguments ARCH=x86_64\n"),
        std::string("\ngoals bzImage\nproducts kernel=arch/x86/boot/bzImage\nepoch 0\nrecipe "),
        "\npatch " + sha256("--- a\n") + "\ninput " + sha256("{}") + "\n",
        "\nconfig " + sha256("CONFIG_B=y\n") + "\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line << " is not in " << text;
  EXPECT_EQ(text.find(work.path.string()), std::string::npos) << text;
  EXPECT_EQ(wanted_result(job).value().key, sha256(text));
}

TEST_F(KbuildTree, HasTheCodeOfItsKindInItsKey) {
  const auto recipe_line = [&] {
    const std::string text = common_inputs(job).value();
    return text.substr(text.find("\nrecipe "), 150);
  };
  const std::string of_linux = recipe_line();
  be("busybox");
  EXPECT_NE(recipe_line(), of_linux);
}

TEST_F(KbuildTree, IsConfiguredAnewForEachOfItsInputs) {
  std::string last = configuration_inputs(job).value();
  const auto expect_another = [&](const char* what) {
    const std::string now = configuration_inputs(job).value();
    EXPECT_NE(now, last) << what;
    last = now;
  };
  write("hello.config", "CONFIG_C=y\n");
  expect_another("a fragment");
  write("base.config", "CONFIG_C=y\n");
  expect_another("a fragment of the base");
  write("kconfig", "another program");
  expect_another("the program");
  recipe.fix = true;
  expect_another("CONFIG_FIX");
  recipe.base = write("whole.config", "CONFIG_D=y\n");
  expect_another("the base");
  write("whole.config", "CONFIG_E=y\n");
  expect_another("what the base holds");
  configure("CONFIG_F=y\n");
  EXPECT_EQ(configuration_inputs(job).value(), last) << "the result";
}

TEST_F(KbuildTree, HasNoKeyWithoutAnInput) {
  std::filesystem::remove(recipe.fragments[0]);
  EXPECT_FALSE(configuration_inputs(job));
  std::filesystem::remove(recipe.records[0]);
  EXPECT_FALSE(wanted_result(job));
}

}  // namespace
}  // namespace linuxbake::bake::kbuild
