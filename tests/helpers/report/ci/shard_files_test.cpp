// SPDX-License-Identifier: MIT
#include "report/ci/shard_files.h"

#include <gtest/gtest.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::report::ci {
namespace {

std::vector<TreeTest> tests_named(const std::vector<std::string>& names) {
  std::vector<TreeTest> tests(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) tests[i].name = names[i];
  return tests;
}

TEST(ShardFiles, AreForCtestAndForUs) {
  const NumberedTests tests{{2, "b"}, {10, "a name, with 3 blanks"}};
  const std::string text = "0,0,,2,10\n2 b\n10 a name, with 3 blanks\n";
  EXPECT_EQ(ctest_text(tests), text);
  EXPECT_EQ(parse_ctest_text(text, "2.txt").value(), tests);
  EXPECT_EQ(ctest_text({}), "0,0,\n");
  EXPECT_TRUE(parse_ctest_text("0,0,\n", "2.txt").value().empty());
}

TEST(ShardFiles, OfOthersAreRefused) {
  for (const char* text :
       {"", "1,2\n", "0,0,,2\n", "0,0,,2\n3 b\n", "0,0,,2\n2 b", "0,0,,2\nb\n", "0,0,\n\n"}) {
    const Result<NumberedTests> tests = parse_ctest_text(text, "2.txt");
    ASSERT_FALSE(tests.has_value()) << text;
    EXPECT_EQ(tests.error().text(), "2.txt: was not written by linuxbake-report shards");
  }
}

TEST(ShardFiles, KnowTheirTree) {
  const NumberedTests shard{{1, "a"}, {3, "c"}};
  EXPECT_EQ(check_shard(shard, tests_named({"a", "b", "c"}), "1.txt").value(), 2U);
  EXPECT_EQ(
      check_shard(shard, tests_named({"a", "c", "b"}), "1.txt").error().text(),
      "1.txt:3: test 3 is 'c' in the shard, and 'b' in this tree, which has other tests: make "
      "the shards anew");
  EXPECT_EQ(check_shard(shard, tests_named({"a", "b"}), "1.txt").error().text(),
            "1.txt:3: test 3 is 'c' in the shard, and not there in this tree, which has other "
            "tests: make the shards anew");
}

TEST(ShardFiles, HaveAPlanThatIsReadAgain) {
  const std::vector<TreeTest> tests = tests_named({"a", "b", "c"});
  const ShardPlan plan = plan_of(tests, {{{0, 2}, {1}, 1.23456}, {{1}, {}, 2}}, 1);
  EXPECT_EQ(plan_table(plan),
            "  Shard   Tests  Fixtures   Seconds\n"
            "      1       2         1       1.2\n"
            "      2       1         0       2.0\n"
            "The time of 1 of 3 tests is not known; each counts as the median of its label.\n");
  const ShardPlan read = parse_shard_plan(plan_json(plan), "shards.json").value();
  ASSERT_EQ(read.shards.size(), 2U);
  EXPECT_EQ(read.shards[0].tests, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(read.shards[0].fixtures, std::vector<std::string>{"b"});
  EXPECT_EQ(read.shards[0].seconds, 1.235);
  EXPECT_FALSE(parse_shard_plan("{}", "shards.json").has_value());
}

// Else a machine would run a shard of yesterday.
TEST(ShardFiles, OfAnEarlierDivisionGo) {
  const TemporaryDirectory directory;
  const std::vector<TreeTest> tests = tests_named({"a", "b", "c"});
  const std::vector<Shard> three{{{0}, {}, 1}, {{1}, {}, 1}, {{2}, {}, 1}}, one{{{0, 1, 2}, {}, 3}};
  ASSERT_TRUE(write_shards(directory.path, tests, three, plan_of(tests, three, 0)));
  EXPECT_EQ(read_file(directory.path / "3.txt").value(), "0,0,,3\n3 c\n");
  ASSERT_TRUE(write_shards(directory.path, tests, one, plan_of(tests, one, 0)));
  EXPECT_EQ(read_file(directory.path / "1.txt").value(), "0,0,,1,2,3\n1 a\n2 b\n3 c\n");
  EXPECT_FALSE(std::filesystem::exists(directory.path / "2.txt"));
  EXPECT_FALSE(std::filesystem::exists(directory.path / "3.txt"));
}

}  // namespace
}  // namespace linuxbake::report::ci
