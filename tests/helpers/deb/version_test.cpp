// SPDX-License-Identifier: MIT
#include "deb/version.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

namespace linuxbake::deb {
namespace {

int sign(int number) {
  return number < 0 ? -1 : number > 0 ? 1 : 0;
}

TEST(DebVersion, AreOrderedAsInThePolicy) {
  const std::vector<std::string> sorted = {
      "0~~",       "0~~a",  "0~",         "0",       "0a",  "0+",   "0.1~rc1",
      "0.1",       "0.1-1", "0.1-1+b1",   "0.1-1.1", "0.9", "0.10", "1.0~beta1~svn1245",
      "1.0~beta1", "1.0",   "1.0-1~bpo1", "1.0-1",   "1:0"};
  for (std::size_t left = 0; left < sorted.size(); ++left) {
    for (std::size_t right = 0; right < sorted.size(); ++right) {
      EXPECT_EQ(sign(compare_versions(sorted[left], sorted[right])), left < right   ? -1
                                                                     : left > right ? 1
                                                                                    : 0)
          << sorted[left] << " and " << sorted[right];
    }
  }
}

TEST(DebVersion, ZerosAndAnEpochOfZeroDoNotCount) {
  EXPECT_EQ(compare_versions("1.02", "1.2"), 0);
  EXPECT_EQ(compare_versions("0:1.0", "1.0"), 0);
  EXPECT_EQ(compare_versions("1.0-0", "1.0"), 0);
}

TEST(DebVersion, AnyTwoAreInOneOrder) {
  const auto version =
      rc::gen::map(rc::gen::container<std::string>(rc::gen::elementOf(std::string("0129az+.~-"))),
                   [](const std::string& text) { return "1" + text; });
  EXPECT_TRUE(rc::check([&] {
    const std::string left = *version;
    const std::string right = *version;
    RC_ASSERT(sign(compare_versions(left, right)) == -sign(compare_versions(right, left)));
    RC_ASSERT(compare_versions(left, left) == 0);
  }));
}

TEST(DebVersion, RelationsAreInclusiveOrNot) {
  EXPECT_TRUE(version_is("1.0", ">=", "1.0"));
  EXPECT_TRUE(version_is("1.0", "<=", "1.0"));
  EXPECT_TRUE(version_is("1.0", "=", "1.0"));
  EXPECT_FALSE(version_is("1.0", ">>", "1.0"));
  EXPECT_FALSE(version_is("1.0", "<<", "1.0"));
  EXPECT_TRUE(version_is("1.0~rc1", "<<", "1.0"));
}

TEST(DebVersion, WhatIsNoVersionIsAnError) {
  const auto fault = [](const char* version) {
    const auto checked = check_version(version);
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(fault("1:1.2~rc1+x-3"), "");
  EXPECT_EQ(fault("v1"), "'v1' is no version of a package: it begins with a digit");
  EXPECT_EQ(fault("a:1"), "'a:1' is no version of a package: before ':' stands a number");
  EXPECT_EQ(fault("1-"), "'1-' is no version of a package: nothing stands behind the last '-'");
  EXPECT_EQ(fault("1_2"),
            "'1_2' is no version of a package: letters, digits and the characters + . ~ - may "
            "stand in it");
  EXPECT_NE(fault(""), "");
}

}  // namespace
}  // namespace linuxbake::deb
