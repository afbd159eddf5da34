// SPDX-License-Identifier: MIT
#include "bake/kbuild/compile.h"

#include "bake/kbuild/applets.h"
#include "bake/kbuild/kernel_size.h"
#include "bake/kbuild/source_copy.h"
#include "bake/source/tree.h"
#include "helpers/bake/kbuild/kbuild_fixture.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

TEST(ExpectedSteps, GrowWithTheConfiguration) {
  const std::string configuration = "CONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_D=y\n";
  EXPECT_EQ(expected_steps(configuration, false), 2U);
  EXPECT_EQ(expected_steps(configuration, true), 5U);
}

// "true" stands where linuxbake-jobs would run make; what that makes is there already.
TEST_F(KbuildTree, ForgetsWhatWasMadeWithOtherFiles) {
  be("busybox");
  recipe.jobs = "true";
  const auto compile_with = [&](const char* read_files) {
    write("tree/busybox.links", "/bin/ls\n");
    return compile(job, read_files);
  };
  ASSERT_TRUE(compile_with("one"));
  write("tree/made.o", "");
  ASSERT_TRUE(compile_with("one"));
  EXPECT_TRUE(fs::exists(recipe.tree / "made.o"));
  EXPECT_FALSE(compile_with("two")) << "busybox.links is gone, too";
  EXPECT_FALSE(fs::exists(recipe.tree / "made.o"));
  EXPECT_EQ(text_of("tree/.config"), "CONFIG_B=y\n");
}

TEST_F(KbuildTree, SaysThatItIsBuiltWhereItShowsIt) {
  be("busybox");
  recipe.jobs = "true";
  write("tree/busybox.links", "/bin/ls\n");
  recipe.terminal = false;
  ASSERT_TRUE(compile(job, ""));
  EXPECT_EQ(output.str(), "");
  recipe.terminal = true;
  ASSERT_TRUE(compile(job, ""));
  EXPECT_EQ(output.str(), "-- hello: building busybox 6.12\n");
}

TEST(Applets, AreLinksToTheProgram) {
  EXPECT_EQ(line_of_applet("/bin/[", "busybox"), "slink /bin/[ busybox 0777 0 0");
  EXPECT_EQ(line_of_applet("/linuxrc", "busybox"), "slink /linuxrc bin/busybox 0777 0 0");
  EXPECT_EQ(line_of_applet("/sbin/init", "toybox"), "slink /sbin/init ../bin/toybox 0777 0 0");
  EXPECT_EQ(line_of_applet("/usr/bin/[[", "busybox"),
            "slink /usr/bin/[[ ../../bin/busybox 0777 0 0");
  EXPECT_EQ(line_of_applet("", "busybox"), "");
}

TEST_F(KbuildTree, HasAManifestOfItsApplets) {
  be("busybox");
  write("tree/busybox.links", "/bin/ls\n/usr/bin/env\n");
  ASSERT_TRUE(write_applets(job));
  EXPECT_EQ(text_of("tree/linuxbake-applets.manifest"),
            "# Links to busybox, made from its own list.\n"
            "slink /bin/ls busybox 0777 0 0\n"
            "slink /usr/bin/env ../../bin/busybox 0777 0 0\n");
  write("tree/busybox.links", "");
  EXPECT_EQ(write_applets(job).error().text(), "busybox has no applets: nothing is configured.");
}

TEST(KernelSize, IsTheTotalOfSize) {
  EXPECT_EQ(totals_of("   text\t   data\t    bss\t    dec\t    hex\tfilename\n"
                      "     10\t      2\t      3\t     15\t      f\tone.o\n"
                      "     20\t      2\t      3\t     25\t     19\t(TOTALS)\n"),
            (Sizes{"20", "2", "3"}));
  EXPECT_EQ(totals_of(""), (Sizes{"0", "0", "0"}));
}

TEST_F(KbuildTree, HasSizesOfDirectories) {
  const std::string tree = recipe.tree;
  fs::create_directories(recipe.tree / "drivers/tty");
  const std::string script = "cd '" + tree +
                             "' && echo 'int x[25] = {1};' | gcc -c -x c - -o a.o && "
                             "ar crD drivers/tty/built-in.a a.o && ar crD drivers/built-in.a a.o "
                             "&& mkdir lib && ar crD lib/built-in.a && cp a.o vmlinux";
  ASSERT_EQ(std::system(script.c_str()), 0);
  ASSERT_TRUE(write_kernel_size(job));
  EXPECT_EQ(text_of("tree/linuxbake-size.json"),
            "{\n  \"directories\": [\n"
            "    {\"name\": \"drivers\", \"text\": 0, \"data\": 100, \"bss\": 0},\n"
            "    {\"name\": \"drivers/tty\", \"text\": 0, \"data\": 100, \"bss\": 0}\n"
            "  ],\n  \"vmlinux\": {\"text\": 0, \"data\": 100, \"bss\": 0}\n}\n");
}

// What another build has left in the user's own tree is not taken along, and the configuration that
// was chosen by menus stays.
TEST_F(KbuildTree, IsCopiedWhereItBuildsOnlyInPlace) {
  recipe.in_tree = true;
  recipe.jobs = "true";
  for (const char* name : {"source/Config.in", "source/.config", "source/generated/Config.in",
                           "source/.git/HEAD", "source/lib/a.c", "tree/of-before.o"})
    write(name, name);
  EXPECT_EQ(kconfig_tree(job).value(), recipe.tree);
  EXPECT_EQ(text_of("tree/lib/a.c"), "source/lib/a.c");
  EXPECT_EQ(text_of("tree/.config"), "CONFIG_B=y\n");
  for (const char* name : {"generated", ".git", "of-before.o"})
    EXPECT_FALSE(fs::exists(recipe.tree / name)) << name;
  write("tree/made.o", "");
  ASSERT_TRUE(kconfig_tree(job));
  EXPECT_TRUE(fs::exists(recipe.tree / "made.o")) << "the copy is there already";
  ASSERT_TRUE(renew_source_copy(job));
  EXPECT_FALSE(fs::exists(recipe.tree / "made.o"));
  EXPECT_EQ(text_of("tree/.config"), "CONFIG_B=y\n");
}

TEST_F(KbuildTree, ReadsItsSourceOutOfIt) {
  EXPECT_EQ(kconfig_tree(job).value(), source.tree);
}

}  // namespace
}  // namespace linuxbake::bake::kbuild
