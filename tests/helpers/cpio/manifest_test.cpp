// SPDX-License-Identifier: MIT
#include "cpio/manifest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "support.h"

namespace linuxbake::cpio {
namespace {

TEST(Manifest, EveryStatement) {
  const Result<Manifest> manifest = parse_manifest(
      "file /bin/a b/c 4755 1 2 /bin/d /bin/e\n"
      "dir /etc 0700 3 4\n"
      "slink /lib usr/lib 0777 0 0\n"
      "nod /dev/sda 0660 0 6 b 8 0\n"
      "pipe /p 0600 0 0\n"
      "sock /s 0600 0 0\n"
      "link /bin/f /bin/a\n"
      "override tree / overlay 5 6\n",
      "/where/m");
  ASSERT_TRUE(manifest.has_value()) << manifest.error().text();
  const std::vector<Statement>& all = manifest->statements;
  ASSERT_EQ(all.size(), 10U);
  EXPECT_EQ(all[0].name, "bin/a");
  EXPECT_EQ(all[0].location, "/where/b/c");
  EXPECT_EQ(all[0].mode, 04755U);
  EXPECT_EQ(all[0].uid, 1U);
  EXPECT_EQ(all[0].gid, 2U);
  EXPECT_EQ(all[2].kind, Kind::link);
  EXPECT_EQ(all[2].name, "bin/e");
  EXPECT_EQ(all[2].target, "bin/a");
  EXPECT_EQ(all[5].kind, Kind::block);
  EXPECT_EQ(all[5].major, 8U);
  EXPECT_EQ(all[9].kind, Kind::tree);
  EXPECT_TRUE(all[9].overrides);
  EXPECT_EQ(all[9].origin, (Origin{"/where/m", 8}));
  EXPECT_EQ(manifest->files, std::vector<std::string>{"/where/m"});
}

TEST(Manifest, NamesMayHaveSpacesAndAnyLetter) {
  const Result<Manifest> manifest =
      parse_manifest("file \"/a b\" \"/c d\" 0644 0 0\ndir /ünïcode 0755 0 0", "m");
  ASSERT_TRUE(manifest.has_value());
  EXPECT_EQ(manifest->statements[0].name, "a b");
  EXPECT_EQ(manifest->statements[0].location, "/c d");
  EXPECT_EQ(manifest->statements[1].name, "ünïcode");
}

struct Wrong {
  std::string line;
  std::string message;
};

class WrongLine : public testing::TestWithParam<Wrong> {};

TEST_P(WrongLine, IsAnErrorWithItsPlace) {
  const Result<Manifest> manifest = parse_manifest("# one\n\n" + GetParam().line + "\n", "m");
  ASSERT_FALSE(manifest.has_value());
  EXPECT_EQ(manifest.error().text(), "m:3: " + GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongLine,
    testing::Values(
        Wrong{"fiel /a b 0644 0 0",
              "unknown entry type 'fiel' (file, dir, slink, nod, pipe, sock, link, tree, include, "
              "override, underlay)"},
        Wrong{"file /a b 0644 0",
              "too few or too many words; it is written file NAME LOCATION MODE UID GID "
              "[HARDLINK...]"},
        Wrong{"dir /a 0755 0 0 0",
              "too few or too many words; it is written dir NAME MODE UID GID"},
        Wrong{"slink /a b 0777 0",
              "too few or too many words; it is written slink NAME TARGET MODE UID GID"},
        Wrong{"nod /a 0600 0 0 c 1",
              "too few or too many words; it is written nod NAME MODE UID GID c|b MAJOR MINOR"},
        Wrong{"pipe /a", "too few or too many words; it is written pipe NAME MODE UID GID"},
        Wrong{"sock", "too few or too many words; it is written sock NAME MODE UID GID"},
        Wrong{"link /a", "too few or too many words; it is written link NAME EXISTING"},
        Wrong{"tree / d 0",
              "too few or too many words; it is written tree NAME DIRECTORY [UID GID]"},
        Wrong{"include", "too few or too many words; it is written include FILE"},
        Wrong{"override", "too few or too many words; it is written override LINE"},
        Wrong{"underlay", "too few or too many words; it is written underlay LINE"},
        Wrong{"underlay tree / d", "a tree cannot be an underlay; name its files"},
        Wrong{"override include m",
              "unknown entry type 'include' (file, dir, slink, nod, pipe, sock, link, tree, "
              "include, override, underlay)"}));

INSTANTIATE_TEST_SUITE_P(
    Values, WrongLine,
    testing::Values(
        Wrong{"dir /a 0788 0 0", "the mode '0788' is not an octal number from 0 to 7777"},
        Wrong{"dir /a 10000 0 0", "the mode '10000' is not an octal number from 0 to 7777"},
        Wrong{"dir /a u+x 0 0", "the mode 'u+x' is not an octal number from 0 to 7777"},
        Wrong{"dir /a -1 0 0", "the mode '-1' is not an octal number from 0 to 7777"},
        Wrong{"dir /a 0755 root 0", "the owner 'root' is not a number from 0 to 4294967294"},
        Wrong{"dir /a 0755 0 4294967295",
              "the group '4294967295' is not a number from 0 to 4294967294"},
        Wrong{"nod /a 0600 0 0 x 1 2", "the type of device 'x' is neither c nor b"},
        Wrong{"nod /a 0600 0 0 c 4096 2", "the major number '4096' is not a number from 0 to 4095"},
        Wrong{"nod /a 0600 0 0 c 1 1048576",
              "the minor number '1048576' is not a number from 0 to 1048575"},
        Wrong{"dir \"\" 0755 0 0", "a name is empty"},
        Wrong{"dir /a/../b 0755 0 0", "the name '/a/../b' has a '..' in it; write where it leads"},
        Wrong{"file /a ${HOME}/b 0644 0 0",
              "a '${' in a path: variables of the environment are not replaced here"},
        Wrong{"dir \"/a 0755 0 0", "a quote is not closed"}));

TEST(Manifest, IncludesOthersRelativeToItself) {
  const TemporaryDirectory directory;
  directory.write("sub/inner", "file /a x 0644 0 0\n");
  const std::string outer = directory.write("outer", "include sub/inner\ndir /b 0755 0 0\n");
  const Result<Manifest> manifest = read_manifests({outer});
  ASSERT_TRUE(manifest.has_value());
  ASSERT_EQ(manifest->statements.size(), 2U);
  EXPECT_EQ(manifest->statements[0].location, (directory.path / "sub/x").string());
  EXPECT_EQ(manifest->files,
            (std::vector<std::string>{outer, (directory.path / "sub/inner").string()}));
}

TEST(Manifest, AnErrorInAnIncludedOneIsPlacedThere) {
  const TemporaryDirectory directory;
  directory.write("inner", "\nfiel\n");
  const std::string outer = directory.write("outer", "include inner\n");
  EXPECT_EQ(read_manifests({outer}).error().text(),
            (directory.path / "inner:2").string() +
                ": unknown entry type 'fiel' (file, dir, slink, nod, pipe, sock, link, tree, "
                "include, override, underlay)");
}

TEST(Manifest, AMissingIncludeIsPlacedAtItsLine) {
  const TemporaryDirectory directory;
  const std::string outer = directory.write("outer", "include gone\n");
  EXPECT_EQ(shortened(read_manifests({outer}).error().text(), directory.path),
            "<dir>/outer:1: <dir>/gone: cannot be opened: No such file or directory");
}

TEST(Manifest, ACircleOfIncludesIsAnError) {
  const TemporaryDirectory directory;
  const std::string first = directory.write("first", "include second\n");
  directory.write("second", "include first\n");
  EXPECT_EQ(shortened(read_manifests({first}).error().text(), directory.path),
            "<dir>/second:1: 'first' includes itself");
}

TEST(Manifest, TwiceTheSameIncludeIsNoCircle) {
  const TemporaryDirectory directory;
  directory.write("inner", "dir /a 0755 0 0\n");
  const std::string outer = directory.write("outer", "include inner\ninclude inner\n");
  EXPECT_TRUE(read_manifests({outer}).has_value());
}

RC_GTEST_PROP(Manifest, NeverCrashes, (const std::string& text)) {
  const Result<Manifest> manifest = parse_manifest(text, "m");
  RC_ASSERT(manifest.has_value() || manifest.error().line > 0);
}

}  // namespace
}  // namespace linuxbake::cpio
