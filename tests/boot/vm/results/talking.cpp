// SPDX-License-Identifier: MIT
// Suites that print, without the end of a line, before their first test begins.
#include <gtest/gtest.h>

#include <cstdio>

struct Server : testing::Test {
  static void SetUpTestSuite() { std::printf("connecting..."); }
};
TEST_F(Server, First) {}
TEST_F(Server, Second) {
  EXPECT_EQ(1, 2);
}

struct Disk : testing::Test {
  static void SetUpTestSuite() { std::printf("opening..."); }
};
TEST_F(Disk, OnlyOne) {
  EXPECT_EQ(1, 2);
}
TEST(Plain, Passes) {}
