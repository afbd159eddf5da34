// SPDX-License-Identifier: MIT
#include "report/table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdio>

namespace linuxbake::report {
namespace {

TEST(Table, GroupsDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

RC_GTEST_PROP(Table, GroupedDigitsAreTheNumber, (std::uint64_t number)) {
  std::string text = grouped(number);
  text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  RC_ASSERT(text == std::to_string(number));
}

TEST(Table, SaysSizesAsPeopleDo) {
  EXPECT_EQ(human_size(0), "0 bytes");
  EXPECT_EQ(human_size(999), "999 bytes");
  EXPECT_EQ(human_size(1000), "1.00 kB");
  EXPECT_EQ(human_size(12345), "12.3 kB");
  EXPECT_EQ(human_size(999499), "999 kB");
  EXPECT_EQ(human_size(999500), "1.00 MB");
  EXPECT_EQ(human_size(2807808), "2.81 MB");
  EXPECT_EQ(human_size(4000000000), "4.00 GB");
}

TEST(Table, HasALineForEachItemWithShareAndBar) {
  EXPECT_EQ(size_table({{"kernel", 750}, {"initramfs", 200}, {"nothing", 0}}, 1000, 10),
            "  kernel                             750  75.0 %  ##############################\n"
            "  initramfs                          200  20.0 %  ########\n"
            "  nothing                              0   0.0 %\n");
}

TEST(Table, AlignsLettersNotBytes) {
  EXPECT_EQ(size_table({{"a long name, longer than the column", 1}, {"f\u00fcr", 1}}, 2, 10),
            "  a long name, longer than the column             1  50.0 %  ####################\n"
            "  f\u00fcr                                             1  50.0 %  "
            "####################\n");
}

TEST(Table, SumsUpWhatIsBeyondTheLimit) {
  EXPECT_EQ(size_table({{"a", 50}, {"b", 30}, {"c", 20}}, 100, 1),
            "  a                                   50  50.0 %  ####################\n"
            "  (2 more)                            50  50.0 %  ####################\n");
}

TEST(Table, OfNothingIsEmpty) {
  EXPECT_EQ(size_table({}, 0, 10), "");
}

TEST(Table, DividesByNoZero) {
  EXPECT_EQ(size_table({{"a", 0}}, 0, 10), "  a                                    0   0.0 %\n");
}

}  // namespace
}  // namespace linuxbake::report
