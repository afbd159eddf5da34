// SPDX-License-Identifier: MIT
#include "boot/ctest_selection.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

using Words = std::vector<std::string>;

bool selected(const Words& words, std::string_view list = "") {
  return selects(ctest_selection(words), "suite", {"vm", "slow"}, list);
}

TEST(CtestSelection, ACtestThatOnlyListsRunsNothing) {
  EXPECT_FALSE(selected({"/usr/bin/ctest", "-N"}));
  EXPECT_FALSE(selected({"ctest", "-V", "--show-only"}));
  EXPECT_FALSE(selected({"ctest", "--show-only=json-v1"}));
  EXPECT_TRUE(selected({"ctest", "-V"}));
}

TEST(CtestSelection, OtherTestsLeaveTheSuiteAlone) {
  EXPECT_FALSE(selected({"ctest", "-R", "nothing_at_all"}));
  EXPECT_FALSE(selected({"ctest", "--tests-regex", "nothing"}));
  EXPECT_FALSE(selected({"ctest", "--tests-regex=nothing"}));
  EXPECT_FALSE(selected({"ctest", "-L", "^boot$"}));
  EXPECT_TRUE(selected({"ctest", "-L", "slow|fast"}));
  EXPECT_TRUE(selected({"ctest", "-R", "^s"}));
  EXPECT_TRUE(selected({"ctest", "-R", "run$"}));
}

TEST(CtestSelection, WhatIsKnownOfTheSuiteCounts) {
  const char* const list = "add_test([==[suite.Disk.Full]==] [==[/bin/boot]==] result)\n";
  EXPECT_TRUE(selected({"ctest", "-R", "Disk"}, list));
  EXPECT_FALSE(selected({"ctest", "-R", "Disk"}));
  EXPECT_TRUE(selected({"ctest", "-R", "^suite\\.Disk\\.New$"}, list)) << "it may be a new one";
}

TEST(CtestSelection, WhatIsNotUnderstoodSelectsEverything) {
  EXPECT_TRUE(selected({"ctest", "-R", "*["}));
  EXPECT_TRUE(selected({"ctest", "-R"}));
  EXPECT_TRUE(selected({"cmake", "-N"})) << "this is no ctest";
  EXPECT_TRUE(selected({}));
  EXPECT_TRUE(selected({"ctest", "--preset", "check"}));
}

}  // namespace
}  // namespace linuxbake::boot
