// SPDX-License-Identifier: MIT
#include "jobs/progress.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace linuxbake::jobs {
namespace {

using Clock = Progress::Clock;
using namespace std::chrono_literals;

TEST(StepOfLine, TakesWhatKbuildPrintsForAStep) {
  EXPECT_EQ(step_of_line("  CC      init/main.o"), "CC init/main.o");
  EXPECT_EQ(step_of_line("  LD      .tmp_vmlinux1"), "LD .tmp_vmlinux1");
  EXPECT_EQ(step_of_line("  SYNC    include/config/auto.conf"), "SYNC include/config/auto.conf");
  EXPECT_EQ(step_of_line("  DESCEND objtool"), "DESCEND objtool");
}

TEST(StepOfLine, LeavesOtherLines) {
  for (const char* line : {"", "  ", "  CC", "  CC    ", "CC init/main.o", "   CC x",
                           "  warning: x", "make[1]: Entering directory '/x'"})
    EXPECT_EQ(step_of_line(line), std::nullopt) << line;
}

TEST(IsComplaint, KnowsCompilerLinkerAndMake) {
  EXPECT_TRUE(is_complaint("init/main.c:3:1: error: unknown type name 'it'"));
  EXPECT_TRUE(is_complaint("init/main.c:3:1: warning: unused variable"));
  EXPECT_TRUE(is_complaint("ld: a.o: undefined reference to `f'"));
  EXPECT_TRUE(is_complaint("make[2]: *** [Makefile:3: a.o] Error 1"));
  EXPECT_FALSE(is_complaint("  CC      lib/error.o"));
}

TEST(Progress, PrintsALineEveryTenthWithoutATerminal) {
  Progress progress({"kernel", 20, Display::lines, 80});
  std::string shown;
  for (int step = 0; step < 25; ++step) shown += progress.feed("  CC      a.o\n", Clock::now());
  EXPECT_EQ(shown,
            "kernel: 10 %, step 2 of about 20\nkernel: 20 %, step 4 of about 20\n"
            "kernel: 30 %, step 6 of about 20\nkernel: 40 %, step 8 of about 20\n"
            "kernel: 50 %, step 10 of about 20\nkernel: 60 %, step 12 of about 20\n"
            "kernel: 70 %, step 14 of about 20\nkernel: 80 %, step 16 of about 20\n"
            "kernel: 90 %, step 18 of about 20\n");
  EXPECT_EQ(progress.steps(), 25U);
}

TEST(Progress, IsNeverSilentForLong) {
  Progress progress({"kernel", 100, Display::lines, 80});
  const Clock::time_point start{1s};
  EXPECT_EQ(progress.remind(start), "");
  EXPECT_EQ(progress.feed("  CC      a.o\n", start + 1s), "");
  EXPECT_EQ(progress.remind(start + 19s), "");
  EXPECT_EQ(progress.remind(start + 20s), "kernel:  1 %, step 1 of about 100\n");
  EXPECT_EQ(progress.remind(start + 39s), "");
  for (int step = 2; step < 10; ++step)
    EXPECT_EQ(progress.feed("  CC      a.o\n", start + 39s), "");
  EXPECT_EQ(progress.feed("  CC      a.o\n", start + 39s), "kernel: 10 %, step 10 of about 100\n");
  EXPECT_EQ(progress.remind(start + 58s), "");
  EXPECT_EQ(progress.remind(start + 59s), "kernel: 10 %, step 10 of about 100\n");
}

TEST(Progress, RemindsNobodyAtATerminalOrOfWhatIsQuiet) {
  for (const Display display : {Display::terminal, Display::none}) {
    Progress progress({"kernel", 100, display, 80});
    EXPECT_EQ(progress.remind(Clock::time_point{1s}), "");
    EXPECT_EQ(progress.remind(Clock::time_point{100s}), "");
  }
}

TEST(Progress, RewritesOneLineOfATerminalAndKeepsToItsWidth) {
  Progress progress({"kernel", 4, Display::terminal, 40});
  const Clock::time_point start{1s};
  EXPECT_EQ(progress.feed("  CC      a.o\n", start),
            "\r\033[Kkernel: 25 %, step 1 of about 4  CC a.o");
  EXPECT_EQ(progress.feed("  CC      b.o\n", start + 50ms), "");
  EXPECT_EQ(progress.feed("  CC      a/long/path/to/c.o\n", start + 150ms),
            "\r\033[Kkernel: 75 %, step 3 of about 4  CC a/l");
  EXPECT_EQ(progress.finish(), "\r\033[K");
  EXPECT_EQ(progress.finish(), "");
}

TEST(Progress, NeverPromisesMoreThanAll) {
  Progress progress({"k", 1, Display::terminal, 80});
  EXPECT_EQ(progress.feed("  CC      a.o\n  CC      b.o\n", Clock::time_point{1s}),
            "\r\033[Kk: 99 %, step 1 of about 1  CC a.o");
}

TEST(Progress, ShowsComplaintsAtOnceOnALineOfTheirOwn) {
  Progress progress({"k", 0, Display::terminal, 80});
  const Clock::time_point now{1s};
  EXPECT_EQ(progress.feed("  CC      a.o\n", now), "\r\033[Kk: step 1  CC a.o");
  EXPECT_EQ(progress.feed("a.c:1:1: warning: x\n", now), "\r\033[Ka.c:1:1: warning: x\n");
}

TEST(Progress, IsSilentWhereItHasToBe) {
  Progress progress({"k", 0, Display::none, 80});
  EXPECT_EQ(progress.feed("  CC      a.o\na.c:1:1: error: x\n", Clock::now()), "");
  ASSERT_EQ(progress.last_lines().size(), 2U);
  EXPECT_EQ(progress.last_lines().back(), "a.c:1:1: error: x");
}

// How the pipe cuts the output into pieces makes no difference.
RC_GTEST_PROP(Progress, DoesNotDependOnThePieces, (std::vector<unsigned char> cuts)) {
  const std::string text = "  CC      a.o\nnoise\n  LD      b\nx.c:1: error: y\n  AR      c.a\n";
  Progress whole({"k", 3, Display::lines, 80});
  Progress pieces({"k", 3, Display::lines, 80});
  const Clock::time_point now{1s};
  std::string shown;
  std::string_view rest = text;
  for (const unsigned char cut : cuts) {
    shown += pieces.feed(rest.substr(0, cut), now);
    rest.remove_prefix(std::min<std::size_t>(cut, rest.size()));
  }
  shown += pieces.feed(rest, now);
  RC_ASSERT(shown == whole.feed(text, now));
  RC_ASSERT(pieces.steps() == whole.steps());
}

}  // namespace
}  // namespace linuxbake::jobs
