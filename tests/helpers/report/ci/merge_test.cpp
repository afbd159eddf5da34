// SPDX-License-Identifier: MIT
#include "report/ci/merge.h"

#include <gtest/gtest.h>

namespace linuxbake::report::ci {
namespace {

const ShardPlan plan{0, {{{"a", "setup"}, {}, 1}, {{"b", "c"}, {"setup"}, 1}, {{}, {}, 0}}};

ShardReport report_of(const std::string& file, const std::string& cases) {
  const std::string time = file == "1.xml" ? "2026-01-02" : "2026-01-01";
  return {file, parse_junit("<testsuite name='s' hostname='h' timestamp='" + time + "'>" + cases +
                                "</testsuite>",
                            file)
                    .value()};
}

const ShardReport first =
    report_of("1.xml", "<testcase name='setup' time='1'/><testcase name='a' time='2'/>");
const ShardReport second =
    report_of("2.xml",
              "<testcase name='setup' time='9'><failure message='m'/></testcase>"
              "<testcase name='b' time='3'><failure/></testcase><testcase name='c' time='4'>"
              "<skipped/></testcase>");

std::string merge_error(const std::vector<ShardReport>& reports) {
  const Result<MergedReport> merged = merge_reports(plan, reports);
  return merged ? "none" : merged.error().text();
}

TEST(Merge, PutsAllTogether) {
  const MergedReport merged = merge_reports(plan, {first, second}).value();
  EXPECT_TRUE(merged.gaps.empty());
  EXPECT_EQ(junit_text(merged.report),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuite name=\"s\" tests=\"4\" failures=\"2\" errors=\"0\" disabled=\"0\" "
            "skipped=\"1\" hostname=\"h\" time=\"18\" timestamp=\"2026-01-01\">\n"
            "\t<testcase name='setup' time='9'><failure message='m'/></testcase>\n"
            "\t<testcase name='a' time='2'/>\n"
            "\t<testcase name='b' time='3'><failure/></testcase>\n"
            "\t<testcase name='c' time='4'><skipped/></testcase>\n"
            "</testsuite>\n");
  EXPECT_EQ(merged_text(merged),
            "4 tests: 1 passed, 2 failed, 1 skipped, 0 disabled, 0 without a result\n"
            "  failed: setup\n  failed: b\n");
}

// Which shard a report is of says what is in it, not the order of the files.
TEST(Merge, DoesNotMindTheOrderNorAReportOfAnEmptyShard) {
  EXPECT_TRUE(merge_reports(plan, {second, report_of("3.xml", ""), first}).value().gaps.empty());
}

TEST(Merge, SaysWhichShardIsMissing) {
  const MergedReport merged = merge_reports(plan, {first}).value();
  EXPECT_EQ(merged.gaps, std::vector<std::string>{"shard 2 of 3 has no report (tests: 2)"});
  EXPECT_EQ(count_of(merged.report.cases, CaseKind::error), 2U);
  EXPECT_EQ(merged.report.cases.back().source,
            "<testcase name=\"c\" classname=\"c\" time=\"0\" status=\"notrun\">"
            "<error message=\"shard 2 of 3 has no report\"/></testcase>");
}

TEST(Merge, SaysWhatAReportLacks) {
  const MergedReport merged =
      merge_reports(plan, {first, report_of("2.xml", "<testcase name='c'/>")}).value();
  EXPECT_EQ(merged.gaps,
            std::vector<std::string>{
                "the report of shard 2 of 3 lacks 1 of its 2 tests, the first is 'b'"});
}

TEST(Merge, RefusesReportsOfAnotherDivision) {
  EXPECT_EQ(merge_error({first, first}),
            "1.xml: is a second report of shard 1; the first is 1.xml");
  EXPECT_EQ(
      merge_error({report_of("2.xml", "<testcase name='a'/><testcase name='b'/>")}),
      "2.xml: is the report of no shard of this plan: 'b' is not in the same one as the rest");
  EXPECT_EQ(
      merge_error({report_of("2.xml", "<testcase name='z'/>")}),
      "2.xml: is the report of no shard of this plan: 'z' is not in the same one as the rest");
}

}  // namespace
}  // namespace linuxbake::report::ci
