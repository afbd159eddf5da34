// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <unistd.h>

TEST(Machine, IsOurs) {
  EXPECT_EQ(::getuid(), 0U);
  EXPECT_EQ(::access("/linuxbake-vm/arguments", F_OK), 0);
}

TEST(Machine, IsLeftOut) {
  GTEST_SKIP();
}

TEST(Machine, Fails) {
  FAIL() << "as it should";
}
