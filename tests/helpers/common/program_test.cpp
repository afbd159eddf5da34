// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <functional>
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

// What is written to one of the standard streams while this lives. GoogleTest's own capture needs
// /tmp, which may be read-only where TMPDIR is another directory.
class Captured {
 public:
  explicit Captured(FILE* stream)
      : stream_(stream), original_(::dup(fileno(stream))), memory_(::memfd_create("captured", 0)) {
    std::fflush(stream_);
    ::dup2(memory_, fileno(stream_));
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  ~Captured() {
    put_back();
    ::close(memory_);
  }
  std::string text() {
    put_back();
    std::string all;
    std::array<char, 4096> part{};
    ssize_t count = 0;
    while ((count = ::pread(memory_, part.data(), part.size(), static_cast<off_t>(all.size()))) > 0)
      all.append(part.data(), static_cast<std::size_t>(count));
    return all;
  }

 private:
  void put_back() {
    if (original_ < 0) return;
    std::fflush(stream_);
    ::dup2(original_, fileno(stream_));
    ::close(original_);
    original_ = -1;
  }

  FILE* stream_;
  int original_;
  int memory_;
};

Outcome run(std::vector<std::string> words, const std::function<Result<int>()>& body) {
  CommandLine app("Tests.", "linuxbake-test");
  int number = 0;
  app.add_option("--number", number, "A number");
  words.insert(words.begin(), "linuxbake-test");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  Captured out(stdout);
  Captured err(stderr);
  Outcome outcome;
  outcome.code = run_program(app, static_cast<int>(argv.size()), argv.data(), body);
  outcome.out = out.text();
  outcome.err = err.text();
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

TEST(Program, AnEmptyValueIsThatAndNotTheNextWord) {
  CommandLine app("Tests.", "linuxbake-test");
  std::string text = "default", next;
  std::filesystem::path file;
  std::vector<std::string> rest;
  app.add_option("--text", text, "A text");
  app.add_option("--next", next, "Another one");
  app.add_option("--file", file, "A file");
  app.add_option("rest", rest, "The rest");
  const auto parse = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "linuxbake-test");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    return run_program(app, static_cast<int>(argv.size()), argv.data(), done);
  };
  EXPECT_EQ(parse({"--text=", "--next=b=", "--", "--text=", "c"}), 0);
  EXPECT_EQ(text, "");
  EXPECT_EQ(next, "b=");
  EXPECT_EQ(rest, (std::vector<std::string>{"--text=", "c"}));
  Captured err(stderr);
  EXPECT_EQ(parse({"--file=", "x"}), 2);
  EXPECT_EQ(err.text(),
            "linuxbake-test: error: --file: the name of a file is missing: it is empty\n"
            "linuxbake-test: note: --help lists the commands and options\n");
}

// Every word comes to the program as it was given, also those that CLI11 would take apart: "[a,b]".
RC_GTEST_PROP(Program, WordsComeAsTheyAre, ()) {
  const auto text =
      rc::gen::container<std::string>(rc::gen::element('[', ']', ',', 'a', '\x1f', '='));
  const auto value = *text;
  const auto values = *rc::gen::container<std::vector<std::string>>(text);
  const auto rest = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(text));
  CommandLine app("Tests.", "linuxbake-test");
  std::string got_value;
  std::vector<std::string> got_values, got_rest;
  app.add_option("--value", got_value, "A text");
  app.add_option("--values", got_values, "Texts")->one_value();
  app.add_option("rest", got_rest, "The rest");
  std::vector<std::string> words = {"linuxbake-test", "--value=" + value};
  for (const std::string& one : values) words.push_back("--values=" + one);
  words.emplace_back("--");
  words.insert(words.end(), rest.begin(), rest.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  RC_ASSERT(run_program(app, static_cast<int>(argv.size()), argv.data(), done) == 0);
  RC_ASSERT(got_value == value);
  RC_ASSERT(got_values == values);
  RC_ASSERT(got_rest == rest);
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
