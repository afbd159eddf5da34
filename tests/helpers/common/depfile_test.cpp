// SPDX-License-Identifier: MIT
#include "common/depfile.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace linuxbake {
namespace {

TEST(Depfile, ListsEachPrerequisiteOnceAndSorted) {
  const std::vector<std::string> read = {"/b", "/a", "/b"};
  EXPECT_EQ(depfile_text("out", read), "out: \\\n  /a \\\n  /b\n");
}

TEST(Depfile, HasARuleEvenWithoutPrerequisites) {
  EXPECT_EQ(depfile_text("out", {}), "out:\n");
}

TEST(Depfile, EscapesAsMakeDoes) {
  const std::vector<std::string> read = {"/a b#c$d"};
  EXPECT_EQ(depfile_text("o t", read), "o\\ t: \\\n  /a\\ b\\#c$$d\n");
}

TEST(Depfile, HoldsPathsOfEverydayLife) {
  for (const char* const path : {"/home/jörg/my files/a-b_c.d", "/x/[/usr/bin/[[", "/a+b,c@d=e~(f)",
                                 "/a{b}!c%d", "/\xff", "/a /b", "/ a"}) {
    EXPECT_TRUE(depfile_holds(path)) << path;
  }
}

TEST(Depfile, DoesNotHoldWhatNinjaOrMakeMisreads) {
  for (const char c : std::string("#$\"'*?;|&<>`^:\\\t\n\r\x01\x7f")) {
    EXPECT_FALSE(depfile_holds(std::string("/a") + c + "b")) << static_cast<int>(c);
  }
  EXPECT_FALSE(depfile_holds("/a/b "));
}

}  // namespace
}  // namespace linuxbake
