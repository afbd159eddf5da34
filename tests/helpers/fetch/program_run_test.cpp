// SPDX-License-Identifier: MIT
#include "fetch/program_run.h"

#include <gtest/gtest.h>

#include <sstream>

#include "common/environment.h"

namespace linuxbake::fetch {
namespace {

class ProgramRun : public testing::Test {
 protected:
  ProgramEnd run(const std::string& script, Progress progress = Progress::none) {
    Program program;
    program.words = {"sh", "-c", script};
    program.progress = progress;
    return run_to_the_end(program, console);
  }

  std::ostringstream output, errors;
  Console console{"thing 1.0", output, errors};
};

TEST_F(ProgramRun, GivesWhatIsPrinted) {
  const ProgramEnd end = run("echo out; echo err >&2; read word || echo nothing to read");
  EXPECT_TRUE(end.success);
  EXPECT_EQ(end.output, "out\nnothing to read\n");
  EXPECT_EQ(end.errors, "err\n");
}

TEST_F(ProgramRun, SaysHowItEnded) {
  EXPECT_EQ(run("exit 3").end, "3");
  EXPECT_FALSE(run("exit 3").success);
  EXPECT_EQ(run("kill -9 $$").end, "signal 9");
}

TEST_F(ProgramRun, SaysThatItCannotStart) {
  Program program;
  program.words = {"/no/such/program"};
  const ProgramEnd end = run_to_the_end(program, console);
  EXPECT_FALSE(end.success);
  EXPECT_EQ(end.end, "cannot be started: No such file or directory");
  program.words = {"sh", "-c", "pwd"};
  program.directory = "/no/such/directory";
  EXPECT_FALSE(run_to_the_end(program, console).success);
}

TEST_F(ProgramRun, CountsFiles) {
  const ProgramEnd end =
      run("i=0; while [ $i -lt 20001 ]; do echo $i; i=$((i+1)); done", Progress::files);
  EXPECT_EQ(end.output, "");
  EXPECT_EQ(output.str(), "-- thing 1.0: 10000 files\n-- thing 1.0: 20000 files\n");
}

TEST(LinesOfProgress, AreTenthsOfAPercentage) {
  ProgressLines lines(Progress::download);
  EXPECT_TRUE(lines.feed("dlstatus:1:9.9:Retrieving\nGet:1 http://x\ndlsta").empty());
  EXPECT_EQ(lines.feed("tus:1:10.5:x\ndlstatus:1:20.4:x\n"), (std::vector<std::string>{"10 %"}));
  EXPECT_EQ(lines.feed("dlstatus:1:20.6:x\n"), (std::vector<std::string>{"20 %"}));
}

TEST(LinesOfConsole, AreRemembered) {
  std::ostringstream output, errors;
  Console console("thing 1.0", output, errors);
  console.tried("one\ntwo");
  EXPECT_EQ(output.str(), "-- thing 1.0: one\ntwo\n");
  EXPECT_EQ(console.give_up({"No:" + console.all_tried(), "", "Way"}).value().message,
            "linuxbake: thing 1.0:\n\n  No:\n    - one\n    two\n\n  Way");
}

TEST(SizeForPeople, IsRoundedUp) {
  EXPECT_EQ(human_size(1), "1 kB");
  EXPECT_EQ(human_size(999'001), "1000 kB");
  EXPECT_EQ(human_size(1'290'000), "1.2 MB");
}

TEST(EnvironmentOfPrograms, IsWhatIsListed) {
  for (const char* name :
       {"PATH", "APT_CONFIG", "https_proxy", "NO_PROXY", "SSL_CERT_FILE", "LINUXBAKE_OFFLINE",
        "FAKEROOTKEY", "CMAKE_TLS_VERIFY", "NETRC", "SSH_AUTH_SOCK"})
    EXPECT_TRUE(comes_along(name)) << name;
  for (const char* name : {"MAKEFLAGS", "TAR_OPTIONS", "LC_ALL", "PATHS", "my_proxy", "XDG", ""})
    EXPECT_FALSE(comes_along(name)) << name;
}

}  // namespace
}  // namespace linuxbake::fetch
