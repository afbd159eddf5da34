// SPDX-License-Identifier: MIT
#include "boot/suite/results.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "boot/suite/result_run.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

// "name passed", "name failed", "name skipped", a line each; then the complaint.
std::string summary(const Results& results) {
  std::string text;
  for (const SingleResult& result : results.single) {
    const char* kind = result.kind == ResultKind::passed   ? " passed\n"
                       : result.kind == ResultKind::failed ? " failed\n"
                                                           : " skipped\n";
    text += result.name + kind;
  }
  return text + results.complaint;
}

TEST(Tap, ResultsWithDirectives) {
  EXPECT_EQ(summary(read_tap("TAP version 13\n"
                             "1..8\n"
                             "ok 1 - adds\n"
                             "not ok 2 - divides\n"
                             "  ---\n  ok: 3 is not 4\n  ...\n"
                             "ok 3 # skip no network\n"
                             "not ok 4 - later # TODO not written\n"
                             "not ok 5 known # XFAIL a defect\n"
                             "ok 6 a \\# in it # nothing\n"
                             "ok\n"
                             "ok 8 - adds\n"
                             "okay is no result\n")),
            "adds passed\ndivides failed\n3 skipped\nlater passed\nknown passed\n"
            "a # in it passed\n7 passed\nadds (2) passed\n");
}

TEST(Tap, WhatWasPrintedBelongsToTheResult) {
  const Results results =
      read_tap("# starts\nok 1 a\nnot ok 2 b\n  ---\n  why: c\n  ...\n# later\n");
  EXPECT_EQ(results.single.at(0).text, "# starts\nok 1 a\n");
  EXPECT_EQ(results.single.at(1).text, "not ok 2 b\n  ---\n  why: c\n  ...\n# later\n");
}

TEST(Tap, NestedResultsHaveBothNames) {
  EXPECT_EQ(summary(read_tap("KTAP version 1\n"
                             "1..2\n"
                             "  KTAP version 1\n"
                             "  # Subtest: list\n"
                             "  1..2\n"
                             "  ok 1 add\n"
                             "    KTAP version 1\n"
                             "    # Subtest: sort\n"
                             "    not ok 1 of=3\n"
                             "  not ok 2 sort\n"
                             "not ok 1 list\n"
                             "  1..1\n"
                             "  ok 1 add # SKIP\n"
                             "ok 2 hash\n")),
            "list.add passed\nlist.sort.of=3 failed\nlist.sort failed\nlist failed\n"
            "hash.add skipped\nhash passed\n");
}

TEST(Tap, WhatIsNotWholeIsSaid) {
  // As prove(1) says of the same: no plan; tests out of sequence.
  EXPECT_EQ(read_tap("TAP version 13\nok 1 - one\nok 2 - two\n").complaint,
            "the program has printed 2 results but no plan (1..2), so that nobody knows whether "
            "some are missing");
  EXPECT_EQ(read_tap("ok 7 - seven\nok 8 - eight\n1..2\n").complaint,
            "the first result has the number 7 (seven): the beginning is missing");
  EXPECT_EQ(read_tap("    ok 3 - c\n    ok 4 - d\nok 9 - suite\n").complaint,
            "the first result has the number 3 (c): the beginning is missing");
  EXPECT_EQ(
      read_tap("1..3\nok 1 a\nok 2 b\nok 2 b\n").complaint,
      "a result has the number 2 (b) where 3 should come: results are missing, or come twice");
  EXPECT_EQ(read_tap("1..1\n  1..2\n  ok 1 a\nok 1 b\n").complaint,
            "the program has planned 2 results and given 1");
  EXPECT_EQ(read_tap("KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n  ok 1 a\n  KTAP version 1\n"
                     "  1..1\n  ok 1 c\nok 1 d\n")
                .complaint,
            "results within another one end without the result that they belong to");
}

TEST(Tap, AnotherDocumentCountsAnew) {
  EXPECT_EQ(summary(read_tap("KTAP version 1\n1..1\nok 1 a\nKTAP version 1\n1..1\nok 1 b\n")),
            "a passed\nb passed\n");
  EXPECT_EQ(read_tap("KTAP version 1\n1..2\nok 1 a\nKTAP version 1\n1..1\nok 1 b\n").complaint,
            "the program has planned 2 results and given 1");
}

TEST(Tap, WhatIsMissingIsSaid) {
  EXPECT_EQ(summary(read_tap("1..3\nok 1 a\n")),
            "a passed\nthe program has planned 3 results and given 1");
  EXPECT_EQ(summary(read_tap("ok 1 a\nBail out! No disk.\n")),
            "a passed\nthe program gave up: Bail out! No disk.");
  EXPECT_EQ(summary(read_tap("hello\n")), "the program has printed no result in TAP");
  EXPECT_EQ(summary(read_tap("1..0 # SKIP no network\n")), "");
}

RC_GTEST_PROP(Tap, AnyTextIsRead, (const std::vector<std::string>& words)) {
  std::string text;
  for (const std::string& word : words) {
    text += (word.size() % 2 == 0 ? "  ok 1 " : "not ok ") + word + "\n1..2\n";
  }
  RC_ASSERT(read_tap(text).single.size() <= 4 * text.size());
  static_cast<void>(read_googletest(text));
  static_cast<void>(read_catch2("<TestCase name=\"" + text));
}

TEST(GoogleTestOutput, IsRead) {
  EXPECT_EQ(summary(read_googletest("[==========] Running 5 tests from 1 test suite.\n"
                                    "[ RUN      ] A.B\n"
                                    "no end of line[       OK ] A.B (0 ms)\n"
                                    "[ RUN      ] A.C\r\n"
                                    "a.cpp:3: Failure\r\n"
                                    "[  FAILED  ] A.C (0 ms)\r\n"
                                    "[ RUN      ] P/A.D/0\n"
                                    "[  FAILED  ] P/A.D/0, where GetParam() = 3 (0 ms)\n"
                                    "[ RUN      ] A.E\n"
                                    "[  SKIPPED ] A.E (0 ms)\n"
                                    "[ RUN      ] A.F\n"
                                    "crash\n")),
            "A.B passed\nA.C failed\nP/A.D/0 failed\nA.E skipped\nA.F failed\n"
            "GoogleTest's last line, which counts the tests, is missing");
  EXPECT_EQ(read_googletest("").complaint, "the program has printed no result of GoogleTest");
  EXPECT_EQ(read_googletest("[==========] Running 0 tests from 0 test suites.\n").complaint,
            "GoogleTest has run no test: does its filter match none?");
  EXPECT_EQ(read_googletest("[ RUN      ] A.F\ncrash\n").single.at(0).text,
            "crash\nThe test did not come to its end.\n");
}

TEST(GoogleTestOutput, MarksStandAnywhereInALine) {
  const Results results = read_googletest(
      "[==========] Running 4 tests from 3 test suites.\n"
      "connecting...[ RUN      ] Server.First\n"
      "[       OK ] Server.First (0 ms)\n"
      "[ RUN      ] Server.Second\n"
      "[  FAILED  ] Server.Second (0 ms)\n"
      "opening...[ RUN      ] Disk.OnlyOne\n"
      "says [ RUN      ] and goes on\n"
      "[       OK ] Disk.OnlyOneMore (0 ms)\n"
      "[  FAILED  ] Disk.OnlyOne (0 ms)\n"
      "[ RUN      ] Plain.Passes\n"
      "[       OK ] Plain.Passes (0 ms)\n"
      "[==========] 4 tests from 3 test suites ran. (0 ms total)\n");
  EXPECT_EQ(
      summary(results),
      "Server.First passed\nServer.Second failed\nDisk.OnlyOne failed\nPlain.Passes passed\n");
}

// With --gtest_color=yes; the colours of a test's own output stay.
TEST(GoogleTestOutput, MayBeColoured) {
  const Results results = read_googletest(
      "\x1b[0;32m[==========] \x1b[mRunning 2 tests from 1 test suite.\n"
      "\x1b[0;32m[ RUN      ] \x1b[mA.B\n"
      "\x1b[1;31mred\x1b[0m\n"
      "\x1b[0;32m[       OK ] \x1b[mA.B (0 ms)\n"
      "\x1b[0;32m[ RUN      ] \x1b[mA.C\n"
      "\x1b[0;31m[  FAILED  ] \x1b[mA.C (0 ms)\n"
      "\x1b[0;32m[==========] \x1b[m2 tests from 1 test suite ran. (0 ms total)\n");
  EXPECT_EQ(summary(results), "A.B passed\nA.C failed\n");
  EXPECT_EQ(results.single.at(0).text, "\x1b[1;31mred\x1b[0m\n");
}

TEST(GoogleTestOutput, ItsOwnCountIsCompared) {
  const std::string one = "[ RUN      ] A.B\n[       OK ] A.B (0 ms)\n";
  const std::string begin = "[==========] Running 2 tests from 1 test suite.\n";
  const std::string end = "[==========] 2 tests from 1 test suite ran. (0 ms total)\n";
  EXPECT_EQ(read_googletest(begin + one + end).complaint,
            "GoogleTest says that it runs 2 tests, but 1 have printed a result");
  EXPECT_EQ(read_googletest(end).complaint,
            "GoogleTest says that it runs 2 tests, but 0 have printed a result (is --gtest_brief "
            "set?)");
  EXPECT_EQ(read_googletest(begin + one + one).complaint,
            "GoogleTest's last line, which counts the tests, is missing");
  EXPECT_EQ(summary(read_googletest(begin + one + one + end + begin + one + one + end)),
            "A.B passed\nA.B (2) passed\nA.B (3) passed\nA.B (4) passed\n");
}

TEST(Catch2Output, IsComparedWithItsOwnCount) {
  const std::string one = "said before<TestCase name=\"a\">\n<OverallResult success=\"true\"/>\n";
  const auto end = [](int cases) {
    return "<OverallResultsCases successes=\"" + std::to_string(cases) +
           "\" failures=\"0\" expectedFailures=\"0\"/>\n</Catch2TestRun>\n";
  };
  EXPECT_EQ(summary(read_catch2(one + end(1))), "a passed\n");
  EXPECT_EQ(read_catch2(one + end(2)).complaint,
            "Catch2 has counted 2 test cases, but 1 have printed a result");
  EXPECT_EQ(read_catch2(one).complaint, "the end of Catch2's document is missing");
  EXPECT_EQ(read_catch2(end(0)).complaint,
            "Catch2 has run no test case: does its filter match none?");
}

TEST(Catch2Output, IsRead) {
  const Results results = read_catch2(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Catch name=\"t\">\n"
      "  <Group name=\"t\">\n"
      "    <TestCase name=\"a &lt;b&gt; &amp;amp;\" tags=\"[x]\" filename=\"t.cpp\" line=\"3\">\n"
      "      <Section name=\"s\">\n"
      "        <Expression success=\"false\" type=\"REQUIRE\" filename=\"t.cpp\" line=\"5\">\n"
      "          <Original>\n            x &lt; 1\n          </Original>\n"
      "        </Expression>\n"
      "        <OverallResults successes=\"0\" failures=\"1\" expectedFailures=\"0\"/>\n"
      "      </Section>\n"
      "      <OverallResult success=\"false\"/>\n    </TestCase>\n"
      "    <TestCase name=\"b\">\n<OverallResult success=\"true\" skips=\"0\"/>\n</TestCase>\n"
      "    <TestCase name=\"c\">\n<OverallResult success=\"true\" skips=\"1\"/>\n</TestCase>\n"
      "    <TestCase name=\"d\">\n");
  EXPECT_EQ(summary(results),
            "a <b> &amp; failed\nb passed\nc skipped\nd failed\n"
            "Catch2's document ends within a test case");
  EXPECT_EQ(results.single.at(0).text, "t.cpp:5: REQUIRE failed\n            x < 1\n");
  EXPECT_EQ(read_catch2("").complaint, "the program has printed no result of Catch2");
}

RunRecord some_record() {
  RunRecord record;
  record.outcome = {Verdict::fail, "the program exited with 1"};
  record.exit_code = 1;
  record.results.single = {{"a", ResultKind::passed, "A\n"},
                           {"b", ResultKind::failed, "B\xff\n"},
                           {"c", ResultKind::skipped, "C\n"}};
  return record;
}

TEST(Record, ComesBackFromItsText) {
  const auto record = parse_record(record_json(some_record()), "f");
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->outcome, some_record().outcome);
  EXPECT_EQ(record->exit_code, 1);
  EXPECT_EQ(record->results.single.at(1).text, "B\xef\xbf\xbd\n");
  EXPECT_EQ(record->results.single.at(2), some_record().results.single.at(2));
  EXPECT_EQ(parse_record("{}", "f").error().text(), "f: is no record of results");
}

TEST(Record, EachResultIsToldAlone) {
  const RunRecord record = some_record();
  EXPECT_EQ(outcome_of(record, "a"), (Outcome{Verdict::pass, "A\n"}));
  EXPECT_EQ(outcome_of(record, "b").verdict, Verdict::fail);
  EXPECT_EQ(outcome_of(record, "c").verdict, Verdict::skip);
  EXPECT_EQ(outcome_of(record, "d").reason,
            "The program has given no result 'd': the program exited with 1\n");
}

TEST(Record, TheWholeIsAboutWhatNoResultSays) {
  RunRecord record = some_record();
  EXPECT_EQ(outcome_of_whole(record), (Outcome{Verdict::pass, "3 results, 1 of them failed"}));
  record.unknown = {"b"};
  EXPECT_EQ(outcome_of_whole(record).reason,
            "failed, and ctest did not know of it when it began, but will the next time: b");
  record.unknown = {"a"};
  EXPECT_EQ(outcome_of_whole(record).verdict, Verdict::pass);
  record.results.complaint = "the program gave up";
  EXPECT_EQ(outcome_of_whole(record), (Outcome{Verdict::fail, "the program gave up"}));
  record = some_record();
  record.results.single.erase(record.results.single.begin() + 1);
  EXPECT_EQ(outcome_of_whole(record), record.outcome);
  record = some_record();
  record.exit_code = -1;
  record.outcome = {Verdict::panic, "Oops"};
  EXPECT_EQ(outcome_of_whole(record), record.outcome);
}

TEST(Record, TheWholeThatFailsGivesItsReasonAndLastWords) {
  RunRecord record = some_record();
  record.results.single.clear();
  record.results.complaint = "the program gave up: Bail out! no disk";
  record.last_output = "ok 1 - one\nBail out! no disk";
  record.last_errors = "THE REASON";
  EXPECT_EQ(outcome_of_whole(record).reason,
            "the program exited with 1; the program gave up: Bail out! no disk\n"
            "  the end of standard output:\n    ok 1 - one\n    Bail out! no disk\n\n"
            "  the end of standard error:\n    THE REASON\n");
  record.outcome = {Verdict::pass, ""};
  record.exit_code = 0;
  EXPECT_EQ(outcome_of_whole(record).verdict, Verdict::fail);
  const auto read = parse_record(record_json(record), "f");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->last_errors, "THE REASON");
  EXPECT_EQ(read->last_output, record.last_output);
}

TEST(Record, TestsForCtest) {
  Results results;
  results.single = {{"a;b \"]==]\n", ResultKind::passed, ""}};
  const std::string text = tests_for_ctest({"/bin/boot", "/d", "suite", {"vm", "x"}}, results);
  EXPECT_EQ(text,
            "add_test([==[suite.a;b \"] ==] ]==] [==[/bin/boot]==] result [==[--directory=/d]==] "
            "[==[--name=a;b \"] ==] ]==])\n"
            "set_tests_properties([==[suite.a;b \"] ==] ]==] PROPERTIES FIXTURES_REQUIRED "
            "[==[suite]==] LABELS [==[vm;x]==] SKIP_RETURN_CODE 77)\n");
  EXPECT_TRUE(has_test_for(text, results.single[0].name));
  EXPECT_FALSE(has_test_for(text, "a"));
}

TEST(ResultRun, IsToldOnceToWhoeverHadItMade) {
  const TemporaryDirectory temporary;
  const std::filesystem::path& directory = temporary.path;
  ResultRun run("TAP", {"/bin/boot", directory, "suite", {}}, directory / "tests.cmake", true);
  EXPECT_EQ(run.made_before(), std::nullopt);
  run.take_output("ok 1 a\n");
  const auto kept = run.keep({Verdict::pass, ""}, VmEnd{VmEnd::Kind::exited, 0});
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(run.made_before(), "ok 1 a\n");
  EXPECT_EQ(run.made_before(), std::nullopt);
  const auto record = read_record(directory);
  ASSERT_TRUE(record.has_value());
  EXPECT_TRUE(record->unknown.empty());
  ResultRun again("TAP", {"/bin/boot", directory, "suite", {}}, directory / "tests.cmake", false);
  again.take_output("ok 1 a\nok 2 b\n");
  ASSERT_TRUE(again.keep({Verdict::pass, ""}, VmEnd{VmEnd::Kind::exited, 0}).has_value());
  EXPECT_EQ(read_record(directory)->unknown, std::vector<std::string>{"b"});
}

}  // namespace
}  // namespace linuxbake::boot
