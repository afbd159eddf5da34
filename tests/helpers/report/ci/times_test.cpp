// SPDX-License-Identifier: MIT
#include "report/ci/times.h"

#include <gtest/gtest.h>

namespace linuxbake::report::ci {
namespace {

TreeTest with_labels(const std::string& name, std::vector<std::string> labels) {
  TreeTest test;
  test.name = name;
  test.labels = std::move(labels);
  return test;
}

TEST(Times, ReadsTheRecordOfCtest) {
  EXPECT_EQ(
      parse_times("a 2 1.5\na test with blanks 1 0.25\nnever 0 0\n---\nfailed\n", "c").value(),
      (RecordedTimes{{"a", 1.5}, {"a test with blanks", 0.25}}));
  EXPECT_EQ(parse_times("", "c").value(), RecordedTimes{});
}

TEST(Times, ReadsAReport) {
  EXPECT_EQ(parse_times("<testsuite><testcase name='a' time='2'/>"
                        "<testcase name='b' time='0' status='notrun'/></testsuite>",
                        "j")
                .value(),
            (RecordedTimes{{"a", 2}}));
}

TEST(Times, RefusesAnythingElse) {
  for (const char* text : {"hello\n", "a 1 soon\n", "a -1 2\n", "1 2\n", "a 1 inf\n"}) {
    const Result<RecordedTimes> times = parse_times(text, "c");
    ASSERT_FALSE(times.has_value()) << text;
    EXPECT_EQ(times.error().text(),
              "c: has neither JUnit's format nor that of CTestCostData.txt: '" +
                  std::string(text, std::string(text).size() - 1) + "'");
  }
}

TEST(Times, GuessesByLabel) {
  TreeTest off = with_labels("off", {"unit"});
  off.is_disabled = true;
  const TestTimes times = times_of(
      {with_labels("a", {"unit"}), with_labels("b", {"unit"}), with_labels("c", {"boot"}),
       with_labels("d", {"unit"}), with_labels("e", {"none", "boot"}), with_labels("f", {}), off},
      {{"a", 1}, {"b", 2}, {"c", 40}});
  EXPECT_EQ(times.seconds, (std::vector<double>{1, 2, 40, 1.5, 40, 2, 0}));
  EXPECT_EQ(times.is_known, (std::vector<bool>{true, true, true, false, false, false, true}));
}

TEST(Times, CountOneSecondWhereNothingIsKnown) {
  EXPECT_EQ(times_of({with_labels("a", {"unit"})}, {{"other", 5}}).seconds, std::vector<double>{1});
}

}  // namespace
}  // namespace linuxbake::report::ci
