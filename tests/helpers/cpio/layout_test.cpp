// SPDX-License-Identifier: MIT
#include "cpio/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support.h"

namespace linuxbake::cpio {
namespace {

using Names = std::vector<std::string>;

class LayoutTest : public testing::Test {
 protected:
  [[nodiscard]] Outcome of(const std::string& manifest) const {
    return lay_out(directory, manifest);
  }

  TemporaryDirectory directory;
};

TEST_F(LayoutTest, TheRootIsAlwaysThere) {
  const Outcome outcome = of("");
  ASSERT_EQ(outcome.names(), Names{"."});
  EXPECT_EQ(outcome.member(".").mode, 0755U);
  EXPECT_EQ(of("dir / 0700 1 2").member(".").mode, 0700U);
}

TEST_F(LayoutTest, MissingParentsAreAdded) {
  const Outcome outcome = of("dir /a/b/c 0700 1 1\npipe /a.x/p 0600 0 0\n");
  EXPECT_EQ(outcome.names(), (Names{".", "a", "a/b", "a/b/c", "a.x", "a.x/p"}));
  EXPECT_EQ(outcome.member("a/b").mode, 0755U);
  EXPECT_EQ(outcome.member("a/b").uid, 0U);
}

TEST_F(LayoutTest, ADeclaredParentKeepsItsAttributesWhereverItStands) {
  EXPECT_EQ(of("pipe /a/p 0600 0 0\ndir /a 0700 1 1\n").member("a").mode, 0700U);
}

TEST_F(LayoutTest, AFileInTheWayOfADirectory) {
  EXPECT_EQ(of("pipe /a 0600 0 0\npipe /a/b 0600 0 0\n").error,
            "<dir>/m:2: 'a/b' needs the directory 'a', but <dir>/m:1 makes a named pipe of it");
}

TEST_F(LayoutTest, TheSameLineTwiceDoesNoHarm) {
  EXPECT_EQ(of("pipe /a 0600 0 0\npipe //a 600 0 0\n").names(), (Names{".", "a"}));
}

TEST_F(LayoutTest, TwoDifferentEntriesOfOneName) {
  EXPECT_EQ(of("pipe /a 0600 0 0\n\npipe /a 0644 0 0\n").error,
            "<dir>/m:3: 'a' is already declared, otherwise, by <dir>/m:1; write `override` before "
            "the line that is to win");
}

TEST_F(LayoutTest, OverrideWinsWhereverItStands) {
  const std::string plain = "pipe /a 0600 0 0\n";
  const std::string winner = "override sock /a 0600 0 0\n";
  EXPECT_EQ(of(plain + winner).member("a").kind, Kind::socket);
  EXPECT_EQ(of(winner + plain).member("a").kind, Kind::socket);
}

TEST_F(LayoutTest, AnUnderlayGivesWayWhereverItStands) {
  directory.write("over/a", "a");
  const std::string below = "underlay pipe /a 0600 0 0\n";
  for (const std::string& above : {"sock /a 0600 0 0\n", "override sock /a 0600 0 0\n"}) {
    EXPECT_EQ(of(below + above).member("a").kind, Kind::socket);
    EXPECT_EQ(of(above + below).member("a").kind, Kind::socket);
  }
  EXPECT_EQ(of(below + "tree / over\n").member("a").kind, Kind::file);
  EXPECT_EQ(of(below).member("a").kind, Kind::fifo);
  EXPECT_EQ(of("underlay dir /d 0700 1 1\ndir /d 0755 0 0\n").member("d").mode, 0755U);
  EXPECT_EQ(of(below + "underlay sock /a 0600 0 0\n").error,
            "<dir>/m:2: 'a' is already declared, otherwise, by <dir>/m:1; write `override` before "
            "the line that is to win");
}

TEST_F(LayoutTest, ALinkOfAnUnderlayStaysWhereOthersHaveADirectory) {
  directory.write("over/bin/f", "f");
  const std::string below = "underlay slink /bin usr/bin 0777 0 0\n";
  for (const std::string& above :
       {"dir /bin 0755 0 0\npipe /bin/f 0600 0 0\n", "tree / over\n", "override tree / over\n"}) {
    for (const std::string& all : {below + above, above + below}) {
      const Outcome outcome = of(all);
      EXPECT_EQ(outcome.names(), (Names{".", "bin", "usr", "usr/bin", "usr/bin/f"})) << all;
      EXPECT_EQ(outcome.member("bin").kind, Kind::symlink) << all;
    }
  }
  EXPECT_EQ(of(below + "slink /bin other 0777 0 0\n").member("bin").target, "other");
}

TEST_F(LayoutTest, HardLinksOfAnUnderlayKeepItsFile) {
  directory.write("f", "below");
  directory.write("g", "g");
  const std::string below =
      "underlay file /b f 0755 1 1\nunderlay link /a /b\nunderlay link /c /b\n";
  for (const std::string& all : {below + "file /b g 0644 0 0\n", "file /b g 0644 0 0\n" + below}) {
    Outcome outcome = of(all);
    ASSERT_EQ(outcome.error, "");
    EXPECT_EQ(outcome.member("b").size, 1U);
    EXPECT_EQ(outcome.member("a").size, 5U);
    EXPECT_EQ(outcome.member("c").size, 5U);
    EXPECT_EQ(outcome.member("a").inode, outcome.member("c").inode);
    EXPECT_NE(outcome.member("a").inode, outcome.member("b").inode);
  }
}

TEST_F(LayoutTest, OverrideSettlesTheDisputeOfOthers) {
  const std::string disputed[] = {"pipe /a 0600 0 0\n", "slink /a b 0777 0 0\n",
                                  "override sock /a 0600 0 0\n"};
  std::vector<std::size_t> order{0, 1, 2};
  do {
    const std::string text = disputed[order[0]] + disputed[order[1]] + disputed[order[2]];
    EXPECT_EQ(of(text).error, "") << text;
    EXPECT_EQ(of(text).member("a").kind, Kind::socket) << text;
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(LayoutTest, TwoOverridesOfOneNameAreAnError) {
  EXPECT_EQ(of("override pipe /a 0600 0 0\noverride sock /a 0600 0 0\n").error,
            "<dir>/m:2: 'a' is already declared, otherwise, by <dir>/m:1; write `override` before "
            "the line that is to win");
}

TEST_F(LayoutTest, OfOverrideTreesTheLaterWinsAndASingleOverrideOverBoth) {
  directory.write("one/f", "1");
  directory.write("two/f", "22");
  directory.write("f", "333");
  const std::string trees = "override tree / one\noverride tree / two\n";
  EXPECT_EQ(of(trees).member("f").size, 2U);
  EXPECT_EQ(of("override tree / two\noverride tree / one\n").member("f").size, 1U);
  EXPECT_EQ(of("override file /f f 0644 0 0\n" + trees).member("f").size, 3U);
  EXPECT_EQ(of(trees + "file /f f 0644 0 0\n").member("f").size, 2U);
}

TEST_F(LayoutTest, PlainTreesDoNotReplace) {
  directory.write("one/f", "1");
  directory.write("two/f", "22");
  EXPECT_EQ(of("tree / one\ntree / two\n").error,
            "<dir>/m:2: 'f' is already declared, otherwise, by <dir>/m:1 (<dir>/one/f); write "
            "`override` before the line that is to win");
}

TEST_F(LayoutTest, ADirectoryOfATreeDoesNotChangeADeclaredOne) {
  directory.write("over/root/f", "1");
  for (const char* const manifest : {"dir /root 0700 0 0\noverride tree / over\n",
                                     "override tree / over\ndir /root 0700 0 0\n"}) {
    EXPECT_EQ(of(manifest).member("root").mode, 0700U) << manifest;
  }
}

TEST_F(LayoutTest, ATreeOwnsItsDirectoriesTheTopmostToo) {
  directory.write("home/d/f", "1");
  const Outcome outcome = of("tree /home/user home 7 8\n");
  EXPECT_EQ(outcome.member("home").uid, 0U);
  for (const char* const name : {"home/user", "home/user/d", "home/user/d/f"}) {
    EXPECT_EQ(outcome.member(name).uid, 7U) << name;
    EXPECT_EQ(outcome.member(name).gid, 8U) << name;
  }
}

TEST_F(LayoutTest, TwoTreesThatDisagreeAboutADirectory) {
  directory.write("one/d/f", "1");
  directory.write("two/d/g", "1");
  const std::string trees = "tree / one\ntree / two 7 7\n";
  EXPECT_EQ(of(trees + "dir /d 0700 0 0\n").error,
            "<dir>/m:2: the directory '.' is in two trees with different owners, here and at "
            "<dir>/m:1; declare it with `dir`");
  EXPECT_EQ(of(trees + "dir /d 0700 5 5\ndir / 0755 0 0\n").member("d").uid, 5U);
  for (const char* const manifest :
       {"override tree / one\ntree / two 7 7\n", "tree / two 7 7\noverride tree / one\n"}) {
    EXPECT_EQ(of(manifest).member("d").uid, 7U) << manifest;
    EXPECT_EQ(of(manifest).member("d/f").uid, 0U) << manifest;
  }
}

TEST_F(LayoutTest, WhatIsBelowASymbolicLinkGoesWhereItLeads) {
  directory.write("over/lib/x/f", "1");
  for (const char* const manifest : {"slink /lib usr/lib 0777 0 0\noverride tree / over\n",
                                     "tree / over\nslink /lib usr/lib 0777 0 0\n",
                                     "slink /lib /usr/../usr/./lib 0777 0 0\ntree / over\n"}) {
    EXPECT_EQ(of(manifest).names(),
              (Names{".", "lib", "usr", "usr/lib", "usr/lib/x", "usr/lib/x/f"}))
        << manifest;
  }
}

TEST_F(LayoutTest, LinksBelowLinksAreFollowedToo) {
  EXPECT_EQ(of("slink /a b 0777 0 0\nslink /a/c /d 0777 0 0\npipe /a/c/p 0600 0 0\n").names(),
            (Names{".", "a", "b", "b/c", "d", "d/p"}));
}

TEST_F(LayoutTest, ACollisionBehindALinkIsFound) {
  EXPECT_EQ(
      of("slink /lib usr/lib 0777 0 0\npipe /lib/p 0600 0 0\nsock /usr/lib/p 0600 0 0\n").error,
      "<dir>/m:2: 'usr/lib/p' is already declared, otherwise, by <dir>/m:3; write `override` "
      "before the line that is to win");
}

TEST_F(LayoutTest, LinksInACircle) {
  EXPECT_EQ(of("slink /a b 0777 0 0\nslink /b a 0777 0 0\npipe /a/p 0600 0 0\n").error,
            "<dir>/m:3: 'a/p' is below symbolic links that lead in a circle");
  EXPECT_EQ(of("slink /a b 0777 0 0\nslink /b a 0777 0 0\n").names(), (Names{".", "a", "b"}));
}

TEST_F(LayoutTest, ALinkOutOfTheRootStaysInIt) {
  EXPECT_EQ(of("slink /a ../../b 0777 0 0\npipe /a/p 0600 0 0\n").names(),
            (Names{".", "a", "b", "b/p"}));
}

TEST_F(LayoutTest, HardLinksShareAnInodeAndTheLastCarriesTheData) {
  directory.write("f", "12345");
  const Outcome outcome = of("file /m f 0644 1 2 /z\nlink /a /m\n");
  ASSERT_EQ(outcome.names(), (Names{".", "a", "m", "z"}));
  for (const char* const name : {"a", "m", "z"}) {
    EXPECT_EQ(outcome.member(name).inode, outcome.member("a").inode);
    EXPECT_EQ(outcome.member(name).links, 3U);
    EXPECT_EQ(outcome.member(name).uid, 1U);
    EXPECT_EQ(outcome.member(name).carries_data, name[0] == 'z');
  }
}

TEST_F(LayoutTest, LetsTheFirstHardLinkCarryTheData) {
  directory.write("f", "data");
  Outcome outcome = of("file /b f 0644 0 0\nlink /a /b\nlink /c /b\nfile /d f 0644 0 0\n");
  let_first_links_carry_data(outcome.layout);
  for (const char* const name : {"a", "b", "c", "d"})
    EXPECT_EQ(outcome.member(name).carries_data, name[0] == 'a' || name[0] == 'd') << name;
}

TEST_F(LayoutTest, AHardLinkFollowsLinksAndOverrides) {
  directory.write("f", "1");
  directory.write("g", "22");
  EXPECT_EQ(of("link /a /b\nlink /b /lib/f\nslink /lib l 0777 0 0\nfile /l/f f 0644 0 0\n"
               "override file /l/f g 0644 0 0\n")
                .member("a")
                .size,
            2U);
  EXPECT_EQ(of("nod /n 0600 0 0 c 1 3\nlink /a /n\n").member("a").minor, 3U);
}

TEST_F(LayoutTest, HardLinksThatCannotBe) {
  EXPECT_EQ(of("link /a /b\n").error,
            "<dir>/m:1: 'a' is to be a hard link to 'b', but there is no such entry");
  EXPECT_EQ(of("link /a /b\ndir /b 0755 0 0\n").error,
            "<dir>/m:1: 'a' cannot be a hard link to 'b': that is a directory");
  EXPECT_EQ(of("link /a /b\nslink /b c 0777 0 0\n").error,
            "<dir>/m:1: 'a' cannot be a hard link to 'b': that is a symbolic link");
  EXPECT_EQ(of("link /a /b\nlink /b /a\n").error, "<dir>/m:1: the hard link 'a' leads in a circle");
}

TEST_F(LayoutTest, WhatTheKernelWouldSkip) {
  const std::string part(250, 'x');
  std::string deep;
  for (int i = 0; i < 17; ++i) deep += "/" + part;
  EXPECT_NE(of("\ndir " + deep + " 0755 0 0\n").error.find("<dir>/m:2: the name has 4266 bytes"),
            std::string::npos);
  EXPECT_NE(of("dir /" + part + "123456 0755 0 0\n").error.find("m:1: a part of the name has 256"),
            std::string::npos);
  EXPECT_NE(of("slink /a " + std::string(4096, 'x') + " 0777 0 0\n").error.find("m:1: the target"),
            std::string::npos);
  EXPECT_NE(of("pipe TRAILER!!! 0600 0 0\n").error.find("m:1: the name 'TRAILER!!!' marks"),
            std::string::npos);
}

TEST_F(LayoutTest, FilesThatAreNot) {
  std::filesystem::create_directory(directory.path / "d");
  EXPECT_EQ(of("file /a gone 0644 0 0\n").error, "<dir>/m:1: <dir>/gone: there is no such file");
  EXPECT_EQ(of("file /a d 0644 0 0\n").error, "<dir>/m:1: <dir>/d: is not a file");
  EXPECT_EQ(of("file /a /dev/null 0644 0 0\n").error, "<dir>/m:1: /dev/null: is not a file");
  EXPECT_EQ(of("file /a gone 0644 0 0\noverride dir /a 0755 0 0\n").error, "");
}

TEST_F(LayoutTest, AFileOfMoreThanTheFormatCanSay) {
  std::filesystem::resize_file(directory.write("f", ""), (std::uint64_t{1} << 32) - 1);
  EXPECT_EQ(of("file /a f 0644 0 0\n").error, "");
  std::filesystem::resize_file(directory.path / "f", std::uint64_t{1} << 32);
  EXPECT_EQ(of("file /a f 0644 0 0\n").error,
            "<dir>/m:1: <dir>/f: has 4294967296 bytes, but a file of the archive ends at "
            "4294967295");
}

TEST_F(LayoutTest, InputsAreAllThatWasLookedAt) {
  directory.write("over/d/f", "1");
  directory.write("g", "1");
  std::filesystem::create_symlink("gone", directory.path / "over/s");
  Outcome outcome = of("override tree / over\nfile /g g 0644 0 0\n");
  std::sort(outcome.layout.inputs.begin(), outcome.layout.inputs.end());
  outcome.layout.inputs.erase(
      std::unique(outcome.layout.inputs.begin(), outcome.layout.inputs.end()),
      outcome.layout.inputs.end());
  Names inputs;
  for (const std::string& input : outcome.layout.inputs) {
    inputs.push_back(shortened(input, directory.path));
  }
  EXPECT_EQ(inputs, (Names{"<dir>/g", "<dir>/m", "<dir>/over", "<dir>/over/d", "<dir>/over/d/f"}));
}

}  // namespace
}  // namespace linuxbake::cpio
