// SPDX-License-Identifier: MIT
#include "report/budget/comparison.h"

#include <gtest/gtest.h>

namespace linuxbake::report::budget {
namespace {

State small_state() {
  State state;
  state.figures = {{"size", 2'000'000}, {"kernel", 1'400'000}, {"instructions", 1'000'000'000}};
  state.parts["kernel"] = {{"mm", 300'000}, {"drivers/tty", 80'000}};
  state.parts["initramfs"] = {{"init", 3000}};
  state.options = {{"CONFIG_TTY", "y"}, {"CONFIG_NR_CPUS", "1"}, {"CONFIG_SLUB", "y"}};
  return state;
}

State grown_state() {
  State state = small_state();
  state.figures["kernel"] = 1'500'000;
  state.parts["kernel"] = {{"mm", 290'000}, {"drivers/tty", 90'000}, {"net", 200'000}};
  state.parts["initramfs"]["bin/tool"] = 5;
  state.options = {{"CONFIG_TTY", "y"}, {"CONFIG_NR_CPUS", "8"}, {"CONFIG_NET", "y"}};
  return state;
}

TEST(Budget, IsKeptByWhatTakesNoMoreThanItMay) {
  const auto comparison = compare(small_state(), {{{"size", 2'000'000}}, std::nullopt, 0});
  ASSERT_TRUE(comparison) << comparison.error().text();
  EXPECT_TRUE(comparison->is_kept);
  EXPECT_EQ(comparison->text,
            "  image                           2,000,000 of 2,000,000 bytes\n"
            "  kernel                          1,400,000 bytes\n"
            "  instructions to the shell   1,000,000,000\n");
}

TEST(Budget, SaysWhatGrewSinceTheBaseline) {
  const auto comparison = compare(grown_state(), {{}, small_state(), 0});
  ASSERT_TRUE(comparison) << comparison.error().text();
  EXPECT_FALSE(comparison->is_kept);
  EXPECT_EQ(comparison->text,
            "  image                           2,000,000 of 2,000,000 bytes\n"
            "  kernel                          1,500,000 of 1,400,000 bytes: 100,000 too many "
            "(7.1 %)\n"
            "  instructions to the shell   1,000,000,000 of 1,000,000,000\n"
            "What has grown since the baseline:\n"
            "  kernel, unpacked, by directory\n"
            "    +200,000      net (new)\n"
            "    +10,000       drivers/tty (from 80,000)\n"
            "  initramfs, unpacked, by file\n"
            "    +5            bin/tool (new)\n"
            "  options of the kernel\n"
            "    CONFIG_NET=y (was off)\n"
            "    CONFIG_NR_CPUS=8 (was 1)\n"
            "    CONFIG_SLUB is off (was y)\n");
}

TEST(Budget, HasATolerance) {
  const auto within = [](double percent) {
    return compare(grown_state(), {{}, small_state(), percent})->is_kept;
  };
  EXPECT_TRUE(within(7.2));
  EXPECT_FALSE(within(7.1));
}

TEST(Budget, ALimitOfItsOwnCountsMoreThanTheBaseline) {
  EXPECT_TRUE(compare(grown_state(), {{{"kernel", 1'500'000}}, small_state(), 0})->is_kept);
  EXPECT_FALSE(compare(small_state(), {{{"kernel", 1'399'999}}, small_state(), 50})->is_kept);
}

TEST(Budget, WithoutABaselineShowsTheLargestParts) {
  const auto comparison = compare(small_state(), {{{"size", 1}}, std::nullopt, 0});
  ASSERT_TRUE(comparison) << comparison.error().text();
  EXPECT_NE(comparison->text.find("The largest parts"), std::string::npos);
  EXPECT_NE(comparison->text.find("+300,000      mm (new)"), std::string::npos);
}

TEST(Budget, ShowsTheFirstOfMany) {
  State now = small_state();
  now.figures["size"] = 3'000'000;
  for (int i = 10; i < 40; ++i) {
    now.parts["initramfs"]["file" + std::to_string(i)] = 100;
    now.options["CONFIG_" + std::to_string(i)] = "y";
  }
  const auto comparison = compare(now, {{}, small_state(), 0});
  ASSERT_TRUE(comparison) << comparison.error().text();
  EXPECT_NE(comparison->text.find("file19 (new)\n    (20 more)\n"), std::string::npos);
  EXPECT_EQ(comparison->text.find("file20"), std::string::npos);
}

TEST(Budget, RefusesALimitOfNothing) {
  const auto comparison = compare(small_state(), {{{"initramfs", 1}}, std::nullopt, 0});
  ASSERT_FALSE(comparison);
  EXPECT_EQ(comparison.error().text(), "there is a limit for 'initramfs', but no such figure");
}

}  // namespace
}  // namespace linuxbake::report::budget
