// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <filesystem>

#include "bake/host/command.h"
#include "bake/host/copy_tree.h"
#include "bake/host/template.h"
#include "bake/package/tidy.h"
#include "bake/record/sums.h"
#include "common/files.h"
#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

TEST(Template, IsFilledInOnce) {
  const Values values = {{"a", "@b@"}, {"b", "B"}, {"empty", ""}};
  EXPECT_EQ(filled_in("@a@ \"$@\" @b@@empty@ x@y @other@ @b", values),
            "@b@ \"$@\" B x@y @other@ @b");
}

// As configure_file() does it, with a text like that of the compiler commands.
TEST(Template, IsFilledInAsCMakeDoes) {
  const TemporaryDirectory work;
  const fs::path text = work.path / "in", file = work.path / "dir/out", expected = work.path / "by";
  ASSERT_TRUE(write_file_if_different(
      text, "#!/bin/sh\nexec @cc@ @flags@ \"$@\" -specs @sysroot@/lib\n${cc} \\@x; [a\n\n"));
  ASSERT_TRUE(write_program_from_template(
      file, text, {{"cc", "gcc -m32"}, {"flags", ""}, {"sysroot", "/s é/t"}}));
  ASSERT_TRUE(write_file_if_different(
      work.path / "by.cmake",
      "set(cc \"gcc -m32\")\nset(flags \"\")\nset(sysroot \"/s é/t\")\nconfigure_file(\"" +
          text.string() + "\" \"" + expected.string() + "\" @ONLY)\n"));
  ASSERT_TRUE(run_aside({{"cmake", "-P", work.path / "by.cmake"}, {}, {}}).success);
  EXPECT_EQ(*read_file(file), *read_file(expected));
  EXPECT_EQ(fs::status(file).permissions(), static_cast<fs::perms>(0755));
}

TEST(Template, HasToBeThere) {
  EXPECT_FALSE(write_from_template("/none/out", "/none/in", {}));
}

TEST(CopyBelow, KeepsModesTimesAndLinks) {
  const TemporaryDirectory work;
  const fs::path from = work.path / "from", to = work.path / "to";
  ASSERT_TRUE(write_file_if_different(from / "a/x.h", "x"));
  ASSERT_TRUE(write_file_if_different(from / "a/y.c", "y"));
  fs::create_directories(from / "none");
  fs::create_symlink("x.h", from / "a/link.h");
  fs::permissions(from / "a/x.h", static_cast<fs::perms>(0600));
  const auto time = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(from / "a/x.h", time);
  ASSERT_TRUE(write_file_if_different(to / "a/x.h", "old"));
  copy_below(from, to, [](const fs::path& file) { return file.extension() == ".h"; });
  EXPECT_EQ(files_below(to), (std::vector<std::string>{"a/link.h", "a/x.h"}));
  EXPECT_TRUE(fs::is_directory(to / "none"));
  EXPECT_EQ(*read_file(to / "a/x.h"), "x");
  EXPECT_EQ(fs::read_symlink(to / "a/link.h"), "x.h");
  EXPECT_EQ(fs::status(to / "a/x.h").permissions(), static_cast<fs::perms>(0600));
  EXPECT_EQ(fs::last_write_time(to / "a/x.h"), time);
}

// What stands in records since these were written by scripts.
TEST(SumsOfADirectory, AreThoseOfFindAndSha256sum) {
  const TemporaryDirectory work;
  for (const char* name : {"b", "a/b", "a-b", "é", "left", "a/left"})
    ASSERT_TRUE(write_file_if_different(work.path / name, name));
  fs::create_symlink("../b", work.path / "a/link");
  fs::create_symlink("a", work.path / "link-to-directory");
  fs::create_symlink("none", work.path / "broken");
  const auto sums = [&](const std::string& condition) {
    return sha256(run_aside({{"sh", "-c",
                              "find . \\( -type f -o -xtype f \\) " + condition +
                                  " -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum"},
                             work.path,
                             {}})
                      .output);
  };
  EXPECT_EQ(*sums_of_directory(work.path), sums(""));
  EXPECT_EQ(*sums_of_directory(work.path, "left"), sums("-not -name left"));
  EXPECT_NE(sums(""), sums("-not -name left"));
}

}  // namespace
}  // namespace linuxbake::bake
