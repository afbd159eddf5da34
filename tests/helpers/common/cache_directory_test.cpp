// SPDX-License-Identifier: MIT
#include "common/cache_directory.h"

#include <gtest/gtest.h>

#include "support/scoped_variable.h"

namespace linuxbake {
namespace {

TEST(CacheDirectory, IsThatOfTheFirstVariable) {
  const ScopedVariable own("LINUXBAKE_CACHE_DIR", "/own");
  const ScopedVariable xdg("XDG_CACHE_HOME", "/xdg");
  const ScopedVariable home("HOME", "/home/somebody");
  EXPECT_EQ(cache_directory(), "/own");
  own.set("");
  EXPECT_EQ(cache_directory(), "/xdg/linuxbake");
  xdg.set(std::nullopt);
  EXPECT_EQ(cache_directory(), "/home/somebody/.cache/linuxbake");
  home.set(std::nullopt);
  EXPECT_EQ(cache_directory(), "");
}

}  // namespace
}  // namespace linuxbake
