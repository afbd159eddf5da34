// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <sstream>

#include "bake/package/flags.h"
#include "bake/package/inputs.h"
#include "bake/package/make.h"
#include "bake/package/meson.h"
#include "bake/package/sysroot.h"
#include "bake/package/tidy.h"
#include "bake/package/unix_words.h"
#include "common/files.h"
#include "helpers/bake/recipe_text.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

TEST(UnixWords, AreThoseOfAShell) {
  EXPECT_EQ(unix_words(" a  'b c' \"d \\\" e\" f\\ g '' h'i'j"),
            (Words{"a", "b c", "d \" e", "f g", "", "hij"}));
  EXPECT_EQ(unix_words("'a\\b' \"c\\\\d\""), (Words{"a\\b", "c\\d"}));
  EXPECT_TRUE(unix_words(" \t").empty());
}

TEST(MesonList, QuotesWords) {
  EXPECT_EQ(meson_list("-Os -DX=\"it's\""), "['-Os', '-DX=it\\'s']");
  EXPECT_EQ(meson_list(""), "['']");
}

const Words installed = {"usr/bin/hello", "usr/bin/hi", "usr/lib/x/y",
                         "usr/share/man/man1/hello.1"};

TEST(UnwantedFiles, AreManualsWithoutKeep) {
  EXPECT_EQ(*unwanted_files(installed, {}, "hello"), Words{"usr/share/man/man1/hello.1"});
}

TEST(UnwantedFiles, AreAllThatNoPatternNames) {
  EXPECT_EQ(*unwanted_files(installed, {"/usr/bin/h?", "/usr/lib"}, "hello"),
            (Words{"usr/bin/hello", "usr/share/man/man1/hello.1"}));
  // A star names one level, and a directory all that is below.
  EXPECT_EQ(*unwanted_files(installed, {"/usr/*/x"}, "hello"),
            (Words{"usr/bin/hello", "usr/bin/hi", "usr/share/man/man1/hello.1"}));
}

TEST(UnwantedFiles, HaveNoSlashInAStar) {
  EXPECT_FALSE(unwanted_files(installed, {"/usr/*o"}, "hello"));
}

TEST(UnwantedFiles, HavePatternsThatNameSomething) {
  const auto unwanted = unwanted_files({"a", "b"}, {"/a", "/c*"}, "hello");
  ASSERT_FALSE(unwanted);
  EXPECT_EQ(unwanted.error().text(), "KEEP '/c*' is not among what hello installs:\n  /a\n  /b");
}

PackageRecipe recipe_of(const std::string& text) {
  return parse_package_recipe(text, "r.json").value();
}

TEST(Key, HasNoPathOfAnInputOrAPackage) {
  PackageRecipe recipe = recipe_of(package_recipe);
  recipe.inputs = {"/p/file", "/p/other"};
  recipe.packages = {"/b/zlib/root"};
  EXPECT_EQ(without_paths({"--with=/p/other", "-L/b/zlib/root/usr/lib", "/p"}, recipe),
            "--with=<package_inputs 1>;-L<needed_roots 0>/usr/lib;/p");
}

class OfAJob : public testing::Test {
 protected:
  PackageRecipe recipe = recipe_of(package_recipe);
  Source source{"/src", "1.0", "hash"};
  Console console{"hello", output, output};
  Job job{{recipe, source, console}};
  std::ostringstream output;
};

TEST_F(OfAJob, FlagsNameDirectoriesOfPackagesOnlyWhereThereAreSome) {
  recipe.compiler_cache = "ccache";
  recipe.cflags = {"-DX"};
  EXPECT_EQ(flags_of(job).cc, "ccache /b/libc/cc");
  EXPECT_EQ(flags_of(job).cxx, "");
  EXPECT_EQ(flags_of(job).cflags,
            "-Os -pipe -ffunction-sections -fdata-sections -ffile-prefix-map=/src=. "
            "-ffile-prefix-map=/b/hello/tree/build=. -DX");
  EXPECT_EQ(flags_of(job).ldflags, "-Wl,--gc-sections");
  recipe.packages = {"/b/zlib/root"};
  EXPECT_EQ(flags_of(job).ldflags, "-Wl,--gc-sections -L/b/hello/tree/needed/usr/lib");
}

TEST_F(OfAJob, MakeHasTheToolsWhereNothingWasConfigured) {
  const Words plain = make_words(job, flags_of(job), "make", {});
  EXPECT_EQ(Words(plain.end() - 4, plain.end()),
            (Words{"--", "/make", "-C", "/b/hello/tree/build"}));
  recipe.build_system = "make";
  const Words with_tools = make_words(job, flags_of(job), "make", {});
  EXPECT_EQ(with_tools[plain.size()], "CC=/b/libc/cc");
}

TEST(Sysroot, IsAllPackagesWithoutLibtoolsFiles) {
  const TemporaryDirectory work;
  ASSERT_TRUE(write_file_if_different(work.path / "a/usr/lib/libx.a", "first"));
  ASSERT_TRUE(write_file_if_different(work.path / "a/usr/lib/libx.la", "libtool"));
  ASSERT_TRUE(write_file_if_different(work.path / "b/usr/lib/libx.a", "second"));
  std::filesystem::create_symlink("libx.a", work.path / "b/usr/lib/liby.a");
  ASSERT_TRUE(write_file_if_different(work.path / "sysroot/old", ""));
  ASSERT_TRUE(compose_sysroot(work.path / "sysroot", {work.path / "a", work.path / "b"}));
  EXPECT_EQ(files_below(work.path / "sysroot"), (Words{"usr/lib/libx.a", "usr/lib/liby.a"}));
  EXPECT_EQ(*read_file(work.path / "sysroot/usr/lib/liby.a"), "second");
  EXPECT_TRUE(std::filesystem::is_directory(work.path / "sysroot/usr/include"));
}

}  // namespace
}  // namespace linuxbake::bake
