// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

TEST(Tunnel, CanBeTested) {
  EXPECT_EQ(1 + 1, 2);
}
