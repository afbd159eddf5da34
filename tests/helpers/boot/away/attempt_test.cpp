// SPDX-License-Identifier: MIT
#include "boot/away/attempt.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

const std::string token = "0123456789abcdef";

Attempt of_script(const std::string& script) {
  auto result = attempt({"sh", "-c", script}, token);
  EXPECT_TRUE(result);
  return result.value_or(Attempt{});
}

TEST(AttemptTest, HasTheFramesAndTheEnd) {
  const Attempt done =
      of_script(R"(printf '\001%s o 3\nabc\001%s x 3\n768' $0 $0; echo "srun: queued" >&2)");
  EXPECT_TRUE(done.frames.empty());  // $0 is no token
  EXPECT_FALSE(done.end);
  const Attempt right = of_script(R"(t=)" + token +
                                  R"(; printf '\001%s o 3\nabc\001%s x 3\n768' $t $t
                                     echo "srun: queued" >&2)");
  EXPECT_EQ(right.frames, (std::vector<Frame>{{FrameKind::output, "abc"}}));
  EXPECT_EQ(right.end, 768);
  EXPECT_EQ(right.said, "srun: queued\n");
  EXPECT_EQ(right.launcher_end, "exit code 0");
}

TEST(AttemptTest, TakesWhatTheLauncherPrintsForItsWords) {
  const Attempt done = of_script("echo greeting; exit 7");
  EXPECT_FALSE(done.end);
  EXPECT_EQ(done.said, "greeting\n");
  EXPECT_EQ(done.launcher_end, "exit code 7");
}

TEST(AttemptTest, DoesNotWaitForWhatALauncherLeavesBehind) {
  const auto begin = std::chrono::steady_clock::now();
  const Attempt done = of_script("sleep 60 & echo $!");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  ::kill(static_cast<pid_t>(std::stoi(done.said)), SIGKILL);
}

TEST(AttemptTest, SaysThatAProgramCannotBeStarted) {
  const auto done = attempt({"/no/such/launcher"}, token);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->said, "/no/such/launcher: error: No such file or directory\n");
  EXPECT_EQ(done->launcher_end, "exit code 127");
}

// In a process of its own, which gets the signal.
TEST(AttemptTest, TellsTheLauncherWhenItIsAskedToEnd) {
  const TemporaryDirectory directory;
  const fs::path started = directory.path / "started", told = directory.path / "told";
  const pid_t child = ::fork();
  if (child == 0) {
    const auto done = attempt({"sh", "-c",
                               "trap 'touch \"$1\"; exit 0' TERM; touch \"$0\"; "
                               "while :; do sleep 0.1; done",
                               started.string(), told.string()},
                              token);
    ::_exit(done && done->interrupted_by == SIGTERM ? 0 : 1);
  }
  for (int i = 0; i < 300 && !fs::exists(started); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ::kill(child, SIGTERM);
  int status = 1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(fs::exists(told));
}

}  // namespace
}  // namespace linuxbake::boot
