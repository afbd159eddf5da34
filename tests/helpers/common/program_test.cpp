// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "common/command_line.h"

namespace linuxbake {
namespace {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

Outcome run(std::vector<std::string> words, const std::function<Result<int>()>& body) {
  CommandLine app("Tests.", "linuxbake-test");
  int number = 0;
  app.add_option("--number", number, "A number");
  words.insert(words.begin(), "linuxbake-test");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.code = run_program(app, static_cast<int>(argv.size()), argv.data(), body);
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

Result<int> done() {
  return exit_done;
}

TEST(Program, SuccessIsSilent) {
  const Outcome outcome = run({"--number", "1"}, done);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
}

TEST(Program, TheBodySaysTheExitCode) {
  EXPECT_EQ(run({}, [] { return 7; }).code, 7);
}

TEST(Program, AnErrorIsOneLineWithItsPlace) {
  const Outcome outcome = run({}, []() -> Result<int> { return fail("is wrong", "file", 7); });
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, "linuxbake-test: error: file:7: is wrong\n");
}

TEST(Program, AnExceptionIsAnError) {
  const Outcome outcome = run({}, []() -> Result<int> { throw std::runtime_error("no memory"); });
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, "linuxbake-test: error: no memory\n");
}

TEST(Program, WrongUsageIsTwoAndSaysWhereHelpIs) {
  const Outcome outcome = run({"--colour"}, done);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "linuxbake-test: error: The following argument was not expected: --colour\n"
            "linuxbake-test: note: --help lists the commands and options\n");
}

TEST(Program, HelpIsNoError) {
  const Outcome help = run({"--help"}, done);
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("--number"), std::string::npos);
}

TEST(Error, TextLeavesOutWhatIsUnknown) {
  EXPECT_EQ((Error{"is wrong", "", 0}.text()), "is wrong");
  EXPECT_EQ((Error{"is wrong", "file", 0}.text()), "file: is wrong");
  EXPECT_EQ((Error{"is wrong", "file", 7}.text()), "file:7: is wrong");
}

}  // namespace
}  // namespace linuxbake
