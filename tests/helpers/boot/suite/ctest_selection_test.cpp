// SPDX-License-Identifier: MIT
#include "boot/suite/ctest_selection.h"

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

TEST(CtestSelection, SuitesThatAreLeftOutAreLeftAlone) {
  EXPECT_FALSE(selected({"ctest", "-LE", "slow"}));
  EXPECT_FALSE(selected({"ctest", "--label-exclude", "^vm$", "-R", "suite"}));
  EXPECT_FALSE(selected({"ctest", "-LE", "slow", "-LE", "other"}));
  EXPECT_FALSE(selected({"ctest", "-L", "fast", "-L", "slow"})) << "it needs both";
  EXPECT_TRUE(selected({"ctest", "-L", "vm", "-L", "slow", "-LE", "fast"}));
  EXPECT_FALSE(selected({"ctest", "-E", "suite"}));
  EXPECT_FALSE(selected({"ctest", "--exclude-regex=^suite"}));
  EXPECT_TRUE(selected({"ctest", "-E", "^suite$"})) << "its results are not left out";
  EXPECT_TRUE(selected({"ctest", "-E", "^suite(.run)?$"})) << "there may be new ones";
  EXPECT_TRUE(selected({"ctest", "-E", "other"}));
}

TEST(CtestSelection, WhatIsKnownOfTheSuiteCounts) {
  const char* const list = "add_test([==[suite.Disk.Full]==] [==[/bin/boot]==] result)\n";
  EXPECT_TRUE(selected({"ctest", "-R", "Disk"}, list));
  EXPECT_FALSE(selected({"ctest", "-R", "Disk"}));
  EXPECT_TRUE(selected({"ctest", "-R", "^suite\\.Disk\\.New$"}, list)) << "it may be a new one";
}

TEST(CtestSelection, WhatIsNotUnderstoodSelectsEverything) {
  for (const char* const option : {"-R", "-E", "-L", "-LE"}) {
    EXPECT_TRUE(selected({"ctest", option, "*["})) << option;
  }
  EXPECT_TRUE(selected({"ctest", "-R"}));
  EXPECT_TRUE(selected({"cmake", "-N"})) << "this is no ctest";
  EXPECT_TRUE(selected({}));
  EXPECT_TRUE(selected({"ctest", "--preset", "check"}));
}

}  // namespace
}  // namespace linuxbake::boot
