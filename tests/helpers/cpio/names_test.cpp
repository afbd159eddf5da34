// SPDX-License-Identifier: MIT
#include "cpio/names.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace linuxbake::cpio {
namespace {

TEST(Names, AreNormalised) {
  EXPECT_EQ(normal_name("/usr//bin/./ls/"), "usr/bin/ls");
  EXPECT_EQ(normal_name("a"), "a");
  EXPECT_EQ(normal_name("/"), ".");
  EXPECT_EQ(normal_name("."), ".");
  EXPECT_EQ(normal_name("/..a/b.."), "..a/b..");
}

TEST(Names, EmptyAndUpwardOnesAreErrors) {
  EXPECT_EQ(normal_name("").error().message, "a name is empty");
  EXPECT_EQ(normal_name("/a/../b").error().message,
            "the name '/a/../b' has a '..' in it; write where it leads");
}

TEST(Names, HaveParents) {
  EXPECT_EQ(parent_of("a/b/c"), "a/b");
  EXPECT_EQ(parent_of("a"), ".");
}

TEST(Names, MayBeAsLongAsTheKernelTakesThem) {
  const std::string part(component_limit, 'x');
  EXPECT_TRUE(check_name(part).has_value());
  EXPECT_EQ(check_name(part + "x").error().message,
            "a part of the name has 256 bytes, but the kernel skips names with a part of more than "
            "255: " +
                std::string(60, 'x') + "…");
  std::string name = part;
  while (name.size() < path_limit) name += "/" + part;
  name.resize(path_limit);
  EXPECT_TRUE(check_name(name).has_value());
  EXPECT_EQ(check_name(name + "x").error().message,
            "the name has 4096 bytes, but the kernel skips names of more than 4095: " +
                std::string(60, 'x') + "…");
}

TEST(Names, TheTrailerIsNone) {
  EXPECT_FALSE(check_name("TRAILER!!!").has_value());
  EXPECT_TRUE(check_name("a/TRAILER!!!").has_value());
}

TEST(Names, TargetsMayBeAsLongAsTheKernelTakesThem) {
  EXPECT_TRUE(check_target(std::string(path_limit, 'x')).has_value());
  EXPECT_FALSE(check_target(std::string(path_limit + 1, 'x')).has_value());
  EXPECT_EQ(check_target("").error().message, "the target of a symbolic link is empty");
}

TEST(NameOrder, ADirectoryStandsBeforeItsContentAndThatBesideIt) {
  std::vector<std::string> names = {"a.b", "b", "a/b", "a", ".", "a b", "a/b/c", "\xff"};
  std::sort(names.begin(), names.end(), NameOrder());
  EXPECT_EQ(names, (std::vector<std::string>{".", "a", "a/b", "a/b/c", "a b", "a.b", "b", "\xff"}));
}

RC_GTEST_PROP(NameOrder, PutsParentsFirst, (const std::vector<std::string>& parts)) {
  const std::string name = joined(components_of(joined(parts)));
  if (name == ".") return;
  RC_ASSERT(NameOrder()(parent_of(name), name));
  RC_ASSERT(!NameOrder()(name, parent_of(name)));
}

}  // namespace
}  // namespace linuxbake::cpio
