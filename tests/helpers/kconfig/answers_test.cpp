// SPDX-License-Identifier: MIT
#include "kconfig/answers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "support/temporary_directory.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

// Answers "<command>!", and notes what it was asked.
class EchoShell final : public Shell {
 public:
  explicit EchoShell(std::vector<std::string>& asked) : asked_(asked) {}
  Result<std::string> run(const std::string& command) override {
    const std::scoped_lock lock(mutex_);
    asked_.push_back(command);
    return command + "!";
  }

 private:
  std::mutex mutex_;
  std::vector<std::string>& asked_;
};

class Answers : public testing::Test {
 protected:
  std::unique_ptr<Shell> shell(std::vector<std::string>& asked, Rehearsal rehearsal = {},
                               const Environment& environment = {}) const {
    auto kept = caching_shell(std::make_unique<EchoShell>(asked), environment,
                              {directory_.string(), {(directory_ / "cc").string()}, {}});
    kept->rehearse_by(std::move(rehearsal));
    return kept;
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name) << text;
  }

  TemporaryDirectory temporary_;
  fs::path directory_ = temporary_.path;
};

TEST_F(Answers, AreKept) {
  std::vector<std::string> first, second;
  EXPECT_EQ(*shell(first)->run("a"), "a!");
  EXPECT_EQ(*shell(second)->run("a"), "a!");
  EXPECT_EQ(first, std::vector<std::string>{"a"});
  EXPECT_TRUE(second.empty());
}

TEST_F(Answers, BelongToTheCompilerAndTheEnvironment) {
  std::vector<std::string> asked;
  write("cc", "one");
  (void)shell(asked)->run("a");
  write("cc", "another one");
  (void)shell(asked)->run("a");
  EXPECT_EQ(asked.size(), 2U);
  (void)shell(asked, {}, {{"ARCH", "arm64"}})->run("a");
  EXPECT_EQ(asked.size(), 3U);
}

TEST_F(Answers, BelongToTheFilesThatTheCommandNames) {
  std::vector<std::string> asked;
  const std::string command = (directory_ / "script.sh").string() + " x";
  write("script.sh", "one");
  (void)shell(asked)->run(command);
  write("script.sh", "changed");
  (void)shell(asked)->run(command);
  EXPECT_EQ(asked.size(), 2U);
}

TEST_F(Answers, AFileThatIsNoneOnlyCostsTime) {
  std::vector<std::string> asked;
  write("kconfig-answers", "linuxbake-kconfig answers 2\nshort\n\n0123 no key\n");
  EXPECT_EQ(*shell(asked)->run("a"), "a!");
  EXPECT_EQ(asked.size(), 1U);
}

// Each once, although many of them are asked for twice; and nothing made of an unknown answer.
TEST_F(Answers, OfARehearsalAreAskedOnce) {
  std::vector<std::string> asked;
  const auto all = [](Shell& kconfig) {
    for (int i = 0; i < 50; ++i) {
      const Result<std::string> answer = kconfig.run(std::to_string(i));
      if (i % 10 == 0) (void)kconfig.run("rm -r " + *answer);
    }
  };
  {
    const auto kept = shell(asked, all);
    all(*kept);
    all(*kept);
  }
  EXPECT_EQ(asked.size(), 55U);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(std::ranges::count(asked, std::to_string(i)), 1) << i;
  for (int i = 0; i < 50; i += 10)
    EXPECT_EQ(std::ranges::count(asked, fmt::format("rm -r {}!", i)), 1) << i;
}

// A rehearsal may find more than is asked for in the end.
TEST_F(Answers, ThatNobodyWaitsForDoNotKeepUsWaiting) {
  std::vector<std::string> asked;
  const auto kept = shell(asked, [](Shell& kconfig) {
    for (int i = 0; i < 1000; ++i) (void)kconfig.run(std::to_string(i));
  });
  EXPECT_EQ(*kept->run("0"), "0!");
  EXPECT_EQ(*kept->run("not rehearsed"), "not rehearsed!");
}

}  // namespace
}  // namespace linuxbake::kconfig
