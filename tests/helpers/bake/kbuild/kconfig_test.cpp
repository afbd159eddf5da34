// SPDX-License-Identifier: MIT
#include "bake/kbuild/kconfig.h"

#include "bake/kbuild/make.h"
#include "bake/kbuild/questions.h"
#include "helpers/bake/kbuild/kbuild_fixture.h"

namespace linuxbake::bake::kbuild {
namespace {

TEST_F(KbuildTree, IsReadByKconfig) {
  EXPECT_EQ(kconfig_command(job, "resolve", "/src", {"--check"}),
            (Words{recipe.kconfig, "resolve", "--tree", "/src", "--arch", "x86_64", "--cache",
                   recipe.cache.directory, "--base", "tinyconfig", "--base-fragment",
                   recipe.base_fragments[0], "--check"}));
}

TEST_F(KbuildTree, HasFragmentsAndWhatConfigFixFound) {
  Words words = {"--fragment", recipe.fragments[0]};
  EXPECT_EQ(options_of_fragments(job), words);
  write("hello/fix.config", "CONFIG_X=y\n");
  EXPECT_EQ(options_of_fragments(job), words) << "CONFIG_FIX is not asked for";
  recipe.fix = true;
  append(words, {"--fragment", fix_file(job)});
  EXPECT_EQ(options_of_fragments(job), words);
}

TEST(Kconfig, ComplainsInTheWordsOfTheBuild) {
  EXPECT_EQ(complaint_of_kconfig("linuxbake-kconfig: error: a:1: wrong\n  it depends\n"
                                 "linuxbake-kconfig: warning: lost\n\n"),
            "a:1: wrong\n  it depends\nlost");
  EXPECT_EQ(complaint_of_kconfig(""), "");
}

TEST(Kconfig, HasTwoKindsOfErrors) {
  EXPECT_EQ(refusal({false, "1", ""}).value().text(),
            "the configuration is not what was asked for (see above).");
  EXPECT_EQ(refusal({false, "3", ""}).value().text(),
            "the configuration cannot be made (see above).");
}

TEST(Kconfig, ExplainsSeveralSymbols) {
  EXPECT_EQ(symbols_in("TTY PRINTK,X86_64"), (Words{"TTY", "PRINTK", "X86_64"}));
  EXPECT_EQ(symbols_in(" , "), Words{});
}

TEST_F(KbuildTree, IsMadeOutOfTheSourceOrInItsCopy) {
  EXPECT_EQ(make_arguments(job, {"bzImage"}), (Words{"-C", source.tree, "O=" + recipe.tree.string(),
                                                     "ARCH=x86_64", "CC=/ccache gcc", "bzImage"}));
  recipe.in_tree = true;
  EXPECT_EQ(make_arguments(job, {}), (Words{"-C", recipe.tree, "ARCH=x86_64", "CC=/ccache gcc"}));
}

}  // namespace
}  // namespace linuxbake::bake::kbuild
