// SPDX-License-Identifier: MIT
#include "common/cache_directory.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace linuxbake {
namespace {

TEST(CacheDirectory, IsThatOfTheFirstVariable) {
  ::setenv("LINUXBAKE_CACHE_DIR", "/own", 1);
  ::setenv("XDG_CACHE_HOME", "/xdg", 1);
  ::setenv("HOME", "/home/somebody", 1);
  EXPECT_EQ(cache_directory(), "/own");
  ::setenv("LINUXBAKE_CACHE_DIR", "", 1);
  EXPECT_EQ(cache_directory(), "/xdg/linuxbake");
  ::unsetenv("XDG_CACHE_HOME");
  EXPECT_EQ(cache_directory(), "/home/somebody/.cache/linuxbake");
  ::unsetenv("HOME");
  EXPECT_EQ(cache_directory(), "");
}

}  // namespace
}  // namespace linuxbake
