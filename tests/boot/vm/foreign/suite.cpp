// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <unistd.h>

TEST(Machine, IsOurs) {
  EXPECT_EQ(::getuid(), 0U);
  EXPECT_EQ(::getppid(), 1);
}

TEST(Machine, IsLeftOut) {
  GTEST_SKIP();
}

TEST(Machine, Fails) {
  FAIL() << "as it should";
}
