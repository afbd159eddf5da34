// SPDX-License-Identifier: MIT
#include "bake/media/tool_environment.h"

#include <gtest/gtest.h>

namespace linuxbake::bake::media {
namespace {

TEST(DateOnMedia, IsNotBeforeFat) {
  EXPECT_EQ(date_on_media(0), 315'532'800U);
  EXPECT_EQ(date_on_media(1'700'000'000), 1'700'000'000U);
}

// In a process of its own, because it changes the environment.
TEST(ToolEnvironmentDeathTest, HasNoDirectoryThatIsMissing) {
  EXPECT_EXIT(
      {
        ::setenv("TMPDIR", "/no/such/directory", 1);
        ::setenv("SOURCE_DATE_EPOCH", "7", 1);
        ::setenv("MINE", "x", 1);
        const auto date = set_tool_environment();
        const bool is_right = date && *date == 7 && ::getenv("TMPDIR") == nullptr &&
                              ::getenv("MINE") == nullptr &&
                              ::getenv("MTOOLSRC") == std::string("/dev/null");
        std::exit(is_right ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace linuxbake::bake::media
