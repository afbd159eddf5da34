// SPDX-License-Identifier: MIT
#include "report/ci/junit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "report/ci/xml.h"

namespace linuxbake::report::ci {
namespace {

// As CTest 3.25 writes it.
constexpr const char* report_of_ctest = R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="Linux-c++"
  tests="5"
  failures="1"
  disabled="1"
  skipped="2"
  hostname="host"
  time="0"
  timestamp="2026-11-28T13:16:02"
  >
  <testcase name="bad &lt;one&gt; &amp; &quot;x&quot;" classname="bad" time="0.5" status="run">
    <properties><property name="cmake_labels" value="a;b"/></properties>
    <system-out>]]&gt; &lt;failure/&gt;</system-out>
  </testcase>
  <testcase name="gone" classname="gone" time="0" status="notrun">
    <skipped message="Unable to find executable"/>
  </testcase>
  <testcase name="fail" classname="fail" time="1.25" status="fail">
    <failure message=""/>
    <system-out></system-out>
  </testcase>
  <testcase name="skip" classname="skip" time="0.25" status="notrun">
    <skipped message="SKIP_RETURN_CODE=1"/>
  </testcase>
  <testcase name="off" classname="off" time="0" status="disabled"/>
</testsuite>
)";

std::string error_of(const std::string& text) {
  const Result<JunitReport> report = parse_junit(text, "j.xml");
  return report ? "none" : report.error().text();
}

TEST(Junit, ReadsWhatCtestWrites) {
  const JunitReport report = parse_junit(report_of_ctest, "j.xml").value();
  EXPECT_EQ(report.suite, "Linux-c++");
  EXPECT_EQ(report.hostname, "host");
  EXPECT_EQ(report.timestamp, "2026-11-28T13:16:02");
  ASSERT_EQ(report.cases.size(), 5U);
  EXPECT_EQ(report.cases[0].name, "bad <one> & \"x\"");
  EXPECT_EQ(report.cases[0].kind, CaseKind::passed);
  EXPECT_EQ(report.cases[0].seconds, 0.5);
  EXPECT_EQ(report.cases[1].kind, CaseKind::skipped);
  EXPECT_EQ(report.cases[1].seconds, std::nullopt);
  EXPECT_EQ(report.cases[2].kind, CaseKind::failed);
  EXPECT_EQ(report.cases[2].seconds, 1.25);
  EXPECT_EQ(report.cases[3].kind, CaseKind::skipped);
  EXPECT_EQ(report.cases[4].kind, CaseKind::disabled);
  EXPECT_EQ(report.cases[4].source,
            R"(<testcase name="off" classname="off" time="0" status="disabled"/>)");
}

TEST(Junit, WritesWhatItHasRead) {
  const JunitReport report = parse_junit(report_of_ctest, "j.xml").value();
  const std::string text = junit_text(report);
  EXPECT_NE(text.find(R"(tests="5" failures="1" errors="0" disabled="1" skipped="2" )"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"(time="2")"), std::string::npos) << text;
  EXPECT_EQ(junit_text(parse_junit(text, "again").value()), text);
}

TEST(Junit, ReadsReportsOfOthers) {
  const JunitReport report =
      parse_junit(
          "\xef\xbb\xbf<!-- of <something> else -->\n<testsuites>\n<testsuite name='one'>"
          "<testcase name='a&#x41;&#66;&#xe9;' time='1'><error/></testcase></testsuite>"
          "<testsuite name='two'><testcase name='b' time='2s'>"
          "<system-out><![CDATA[</testcase>]]></system-out></testcase></testsuite>"
          "</testsuites><?end?>\n",
          "j.xml")
          .value();
  EXPECT_EQ(report.suite, "one");
  ASSERT_EQ(report.cases.size(), 2U);
  EXPECT_EQ(report.cases[0].name, "aAB\xc3\xa9");
  EXPECT_EQ(report.cases[0].kind, CaseKind::error);
  EXPECT_EQ(report.cases[1].seconds, std::nullopt);
}

TEST(Junit, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(""), "j.xml:1: has no element: this is no XML");
  EXPECT_EQ(error_of("{}"), "j.xml:1: has text outside of its elements: this is no XML");
  EXPECT_EQ(error_of("<a></a>"), "j.xml: is no report of tests: it has no <testsuite>");
  EXPECT_EQ(error_of("<!DOCTYPE a><a/>"), "j.xml:1: has a document type, which is not read");
  EXPECT_EQ(error_of("<?xml version='1.0' encoding='UTF-16'?><a/>"), "j.xml:1: is not in UTF-8");
  EXPECT_EQ(error_of("<testsuite>\n<testcase name='a'/>\n"),
            "j.xml:3: ends within the element 'testsuite': it was not written to its end");
  EXPECT_EQ(error_of("<testsuite>\n<testcase name='a'>\n<failure"),
            "j.xml:3: has a tag 'failure' without an end");
  EXPECT_EQ(error_of("<testsuite><testcase name='a"), "j.xml:1: ends within the attribute 'name'");
  EXPECT_EQ(error_of("<testsuite><![CDATA[ "), "j.xml:1: ends within CDATA");
  EXPECT_EQ(error_of("<testsuite></a>"), "j.xml:1: has a '</a>' that ends nothing");
  EXPECT_EQ(error_of("<testsuite/><b/>"), "j.xml:1: has more than one outer element");
  EXPECT_EQ(error_of("<testsuite a/>"),
            "j.xml:1: has a tag 'testsuite' with something that is no attribute");
  EXPECT_EQ(error_of("<testsuite a='&eacute;'/>"),
            "j.xml:1: has '&eacute', which stands for nothing");
  EXPECT_EQ(error_of("<testsuite a='&#xd800;'/>"),
            "j.xml:1: has '&#xd800', which stands for nothing");
  EXPECT_EQ(error_of("<testsuite>\n<testcase/></testsuite>"), "j.xml:2: has a test without a name");
  EXPECT_EQ(error_of("<testsuite>\n<testcase name='a'/>\n<testcase name='a'/></testsuite>"),
            "j.xml:3: has the test 'a' twice");
}

// Whoever dies while writing leaves the beginning of a report.
TEST(Junit, RefusesEachBeginningOfAReport) {
  const std::string text(report_of_ctest);
  for (std::size_t size = 0; size + 2 < text.size(); ++size)
    EXPECT_FALSE(parse_junit(text.substr(0, size), "j.xml").has_value()) << size;
}

RC_GTEST_PROP(Junit, ReadsEachNameThatItWrites, (const std::vector<std::string>& words)) {
  JunitReport report;
  for (std::size_t i = 0; i < words.size(); ++i)
    report.cases.push_back(junit_error(std::to_string(i) + words[i], "why: " + words[i]));
  const Result<JunitReport> read = parse_junit(junit_text(report), "j.xml");
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->cases.size() == words.size());
  for (std::size_t i = 0; i < words.size(); ++i)
    RC_ASSERT(read->cases[i].name == report.cases[i].name);
}

RC_GTEST_PROP(Junit, SurvivesAnyText, (const std::string& text)) {
  RC_ASSERT(!parse_junit("<testsuite>" + text, "j.xml").has_value());
}

}  // namespace
}  // namespace linuxbake::report::ci
