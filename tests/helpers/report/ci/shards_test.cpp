// SPDX-License-Identifier: MIT
#include "report/ci/shards.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "report/ci/fixtures.h"

namespace linuxbake::report::ci {
namespace {

std::vector<TreeTest> plain_tests(std::size_t count) {
  std::vector<TreeTest> tests(count);
  for (std::size_t i = 0; i < count; ++i) tests[i].name = "t" + std::to_string(i);
  return tests;
}

std::vector<Shard> divide_all(const std::vector<TreeTest>& tests, std::vector<double> seconds,
                              std::size_t count, unsigned jobs = 1) {
  std::vector<std::size_t> chosen(tests.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  return divide({tests, std::move(seconds), chosen, count, jobs});
}

using Places = std::vector<std::size_t>;

TEST(Shards, LongestFirst) {
  const std::vector<Shard> shards = divide_all(plain_tests(5), {3, 3, 4, 5, 7}, 2);
  EXPECT_EQ(shards[0].tests, (Places{0, 4}));  // 7, 3
  EXPECT_EQ(shards[1].tests, (Places{1, 2, 3}));
  EXPECT_EQ(shards[0].seconds, 10);
  EXPECT_EQ(shards[1].seconds, 12);
}

TEST(Shards, MayBeEmpty) {
  const std::vector<Shard> shards = divide_all(plain_tests(1), {3}, 3);
  ASSERT_EQ(shards.size(), 3U);
  EXPECT_EQ(shards[0].tests, Places{0});
  EXPECT_TRUE(shards[1].tests.empty());
  EXPECT_EQ(shards[2].seconds, 0);
}

TEST(Shards, BringTheirFixtures) {
  std::vector<TreeTest> tests = plain_tests(5);
  tests[0].fixtures_setup = {"server"};
  tests[0].fixtures_required = {"disk"};
  tests[1].fixtures_setup = {"disk"};
  tests[2].fixtures_required = tests[3].fixtures_required = {"server"};
  tests[4].fixtures_cleanup = {"server"};
  tests[4].depends = {"t2", "t3"};  // ctest says so itself
  tests[2].depends = {"t0"};
  const std::vector<Shard> shards = divide_all(tests, {1, 1, 10, 9, 1}, 2);
  EXPECT_EQ(shards[0].tests, (Places{0, 1, 2, 4}));
  EXPECT_TRUE(shards[0].fixtures.empty());
  EXPECT_EQ(shards[0].seconds, 13);
  EXPECT_EQ(shards[1].tests, (Places{3}));
  EXPECT_EQ(shards[1].fixtures, (Places{0, 1, 4}));
  EXPECT_EQ(shards[1].seconds, 12);
}

// Two tests of one fixture that costs more than they are quicker on one machine.
TEST(Shards, KeepTogetherWhatSharesACostlyFixture) {
  std::vector<TreeTest> tests = plain_tests(4);
  tests[0].fixtures_setup = {"kernel"};
  tests[1].fixtures_required = tests[2].fixtures_required = {"kernel"};
  const std::vector<Shard> shards = divide_all(tests, {60, 2, 2, 50}, 2);
  EXPECT_EQ(shards[0].tests, (Places{0, 1, 2}));
  EXPECT_EQ(shards[1].tests, Places{3});
}

TEST(Shards, KeepTogetherWhatDependsOnEachOther) {
  std::vector<TreeTest> tests = plain_tests(5);
  tests[1].depends = {"t4"};
  tests[4].depends = {"t2", "nobody"};
  const std::vector<Shard> shards = divide_all(tests, {5, 5, 5, 5, 5}, 3);
  EXPECT_EQ(shards[0].tests, (Places{1, 2, 4}));
  EXPECT_EQ(shards[1].tests, Places{0});
}

// A fixture's own test may depend on a test, and a test that needs no fixture on that of one.
TEST(Shards, KeepTogetherWhatFixturesDependOn) {
  std::vector<TreeTest> tests = plain_tests(6);
  tests[1].fixtures_setup = {"server"};
  tests[1].depends = {"t0"};
  tests[2].fixtures_required = {"server"};
  tests[3].depends = {"t1"};
  const std::vector<Shard> shards = divide_all(tests, {1, 1, 1, 1, 1, 1}, 2);
  EXPECT_EQ(shards[0].tests, (Places{0, 1, 2, 3}));
  EXPECT_EQ(shards[1].tests, (Places{4, 5}));
}

TEST(Shards, CountWhatRunsAloneInFull) {
  std::vector<TreeTest> tests = plain_tests(5);
  tests[0].runs_alone = true;
  tests[1].processors = 8;
  const std::vector<Shard> shards = divide_all(tests, {10, 4, 1, 8, 8}, 1, 2);
  EXPECT_EQ(shards[0].seconds, 10 + (2 * 4 + 1 + 8 + 8) / 2.0);
  EXPECT_EQ(divide_all(plain_tests(2), {9, 1}, 1, 4)[0].seconds, 9);  // no less than its longest
}

// Any tests with fixtures and dependencies.
rc::Gen<std::vector<TreeTest>> any_tests() {
  return rc::gen::apply(
      [](const std::vector<std::array<unsigned, 4>>& numbers) {
        std::vector<TreeTest> tests = plain_tests(numbers.size());
        const auto fixture = [](unsigned n) {
          return std::string(1, static_cast<char>('a' + n % 4));
        };
        for (std::size_t i = 0; i < tests.size(); ++i) {
          const auto [role, which, depends, alone] = numbers[i];
          if (role % 5 == 0) tests[i].fixtures_setup = {fixture(which)};
          if (role % 5 == 1) tests[i].fixtures_cleanup = {fixture(which)};
          if (role % 3 == 0) tests[i].fixtures_required = {fixture(which / 4)};
          if (depends % 6 == 0) tests[i].depends = {tests[depends % tests.size()].name};
          tests[i].runs_alone = alone % 7 == 0;
        }
        return tests;
      },
      rc::gen::arbitrary<std::vector<std::array<unsigned, 4>>>());
}

RC_GTEST_PROP(Shards, HaveEachTestOnce, ()) {
  const std::vector<TreeTest> tests = *any_tests();
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 9);
  std::vector<double> seconds;
  for (std::size_t i = 0; i < tests.size(); ++i) seconds.push_back(*rc::gen::inRange(0, 100));
  const std::vector<Shard> shards = divide_all(tests, seconds, count);
  RC_ASSERT(shards.size() == count);
  Places all;
  for (const Shard& shard : shards) all.insert(all.end(), shard.tests.begin(), shard.tests.end());
  std::sort(all.begin(), all.end());
  Places expected(tests.size());
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  RC_ASSERT(all == expected);
}

// What ctest adds to the tests of a shard is what the shard says that it adds, and what a test
// depends on runs where it does.
RC_GTEST_PROP(Shards, RunWhatTheySay, ()) {
  const std::vector<TreeTest> tests = *any_tests();
  const std::vector<TestSet> additions = additions_of(tests);
  for (const Shard& shard : divide_all(tests, std::vector<double>(tests.size(), 1), 3)) {
    TestSet running(shard.tests.begin(), shard.tests.end()), said = running;
    for (const std::size_t one : shard.tests)
      running.insert(additions[one].begin(), additions[one].end());
    said.insert(shard.fixtures.begin(), shard.fixtures.end());
    RC_ASSERT(said == running);
    RC_ASSERT(said.size() == shard.tests.size() + shard.fixtures.size());
    RC_ASSERT(shard.seconds == static_cast<double>(said.size()));
  }
}

RC_GTEST_PROP(Shards, AreEven, ()) {
  const std::vector<unsigned char> lengths = *rc::gen::arbitrary<std::vector<unsigned char>>();
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 9);
  const std::vector<double> seconds(lengths.begin(), lengths.end());
  const double sum = std::accumulate(seconds.begin(), seconds.end(), 0.0);
  const double longest = seconds.empty() ? 0 : *std::max_element(seconds.begin(), seconds.end());
  for (const Shard& shard : divide_all(plain_tests(seconds.size()), seconds, count))
    RC_ASSERT(shard.seconds <= sum / static_cast<double>(count) + longest);
}

}  // namespace
}  // namespace linuxbake::report::ci
