// SPDX-License-Identifier: MIT
// linuxbake-jobs with real makes.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Jobs : public ::testing::Test {
 protected:
  // Starts linuxbake-jobs; its standard output and error go to `<name>.out`.
  pid_t start(const std::string& name, std::vector<std::string> options,
              const std::vector<std::string>& command) {
    std::vector<std::string> words{JOBS_PROGRAM, "run", "--pool", (work / "pool").string()};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), command.begin(), command.end());
    const std::string output = (work / (name + ".out")).string();
    const pid_t process = fork();
    if (process == 0) {
      if (!freopen(output.c_str(), "w", stdout) || dup2(fileno(stdout), STDERR_FILENO) < 0)
        _exit(99);
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      execv(arguments[0], arguments.data());
      _exit(98);
    }
    return process;
  }

  pid_t start_make(const std::string& name, int jobs, int count, const std::string& log = "log") {
    return start(name, {"--jobs", std::to_string(jobs)},
                 {"make", "-s", "-f", std::string(MAKEFILES) + "/concurrency.mk",
                  "COUNT=" + std::to_string(count), "LOG=" + (work / log).string()});
  }

  static int wait_for(pid_t process) {
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

  std::string text(const std::string& name) {
    std::ifstream stream(work / name);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }

  // The largest number of jobs that ran at one time, and how many there were.
  std::pair<int, int> most_at_once() {
    std::ifstream stream(work / "log");
    std::multimap<long long, int> events;
    long long time = 0;
    int change = 0;
    while (stream >> time >> change) events.emplace(time, change);
    int running = 0;
    int most = 0;
    for (const auto& [when, step] : events) most = std::max(most, running += step);
    return {most, static_cast<int>(events.size() / 2)};
  }

  linuxbake::TemporaryDirectory temporary{"linuxbake jobs "};
  fs::path work = temporary.path;
};

TEST_F(Jobs, TwoMakesTogetherNeverRunMoreJobsThanThePoolHas) {
  const pid_t first = start_make("first", 3, 30);
  const pid_t second = start_make("second", 3, 30);
  EXPECT_EQ(wait_for(first), 0) << text("first.out");
  EXPECT_EQ(wait_for(second), 0) << text("second.out");
  const auto [most, count] = most_at_once();
  EXPECT_EQ(count, 120);
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 2);
}

TEST_F(Jobs, TakesPartInTheJobsOfAMakeAroundIt) {
  const std::string command = "make -j2 -s -f '" MAKEFILES
                              "/around.mk' COUNT=20 JOBS='" JOBS_PROGRAM "' LOG='" +
                              (work / "log").string() + "' POOL='" + (work / "pool").string() +
                              "' > '" + (work / "out").string() + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << text("out");
  const auto [most, count] = most_at_once();
  EXPECT_EQ(count, 60);  // 40 below linuxbake-jobs, which could run four at once
  EXPECT_LE(most, 2);
  EXPECT_EQ(text("out"), "");
}

TEST_F(Jobs, AMakeAloneUsesAllJobs) {
  EXPECT_EQ(wait_for(start_make("alone", 4, 40)), 0);
  EXPECT_EQ(most_at_once().first, 4);
}

TEST_F(Jobs, OneThatCameLaterGetsAJobWhileTheFirstGoesOn) {
  const pid_t first = start_make("first", 2, 400, "other");
  std::this_thread::sleep_for(300ms);
  const pid_t second = start_make("second", 2, 3);
  EXPECT_EQ(wait_for(second), 0);
  int status = 0;
  EXPECT_EQ(waitpid(first, &status, WNOHANG), 0) << "the first has ended already";
  kill(first, SIGTERM);
  wait_for(first);
}

// A make of makes keeps a job for each directory, as long as that takes.
TEST_F(Jobs, OneThatHasWaitedLongEnoughBorrowsAJob) {
  const pid_t first = start("first", {"--jobs", "1"}, {"sleep", "600"});
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(wait_for(start("second", {"--jobs", "1", "--patience", "1"}, {"true"})), 0);
  int status = 0;
  EXPECT_EQ(waitpid(first, &status, WNOHANG), 0) << "the first has ended already";
  kill(first, SIGTERM);
  wait_for(first);
}

TEST_F(Jobs, AKilledParticipantDoesNotHoldUpTheOthers) {
  const pid_t first = start_make("first", 2, 200, "other");  // which its last jobs still write to
  std::this_thread::sleep_for(300ms);
  kill(first, SIGKILL);
  EXPECT_EQ(wait_for(first), 1000 + SIGKILL);
  EXPECT_EQ(wait_for(start_make("second", 2, 10)), 0);
  EXPECT_EQ(most_at_once().first, 2);
}

TEST_F(Jobs, TakesMakeWithIt) {
  const pid_t process = start("killed", {"--jobs", "1"}, {"sh", "-c", "echo $$; exec sleep 600"});
  while (text("killed.out").empty()) std::this_thread::sleep_for(10ms);
  const pid_t command = std::stoi(text("killed.out"));
  EXPECT_EQ(kill(command, 0), 0);
  kill(process, SIGKILL);
  wait_for(process);
  for (int tries = 0; tries < 10000 && fs::exists("/proc/" + std::to_string(command)); ++tries)
    std::this_thread::sleep_for(10ms);
  EXPECT_FALSE(fs::exists("/proc/" + std::to_string(command)));
}

TEST_F(Jobs, ARunInsideARunTakesPartInIt) {
  const std::vector<std::string> inner{JOBS_PROGRAM, "run", "--pool", (work / "pool").string(),
                                       "--jobs",     "1",   "--",     "true"};
  EXPECT_EQ(wait_for(start("outer", {"--jobs", "1"}, inner)), 0);
}

TEST_F(Jobs, GivesTheExitCodeOfTheCommand) {
  EXPECT_EQ(wait_for(start("true", {}, {"true"})), 0);
  EXPECT_EQ(wait_for(start("seven", {}, {"sh", "-c", "exit 7"})), 7);
  EXPECT_EQ(wait_for(start("signal", {}, {"sh", "-c", "kill -9 $$"})), 128 + 9);
  EXPECT_EQ(wait_for(start("none", {}, {"/no/such/program"})), 127);
  EXPECT_EQ(text("none.out"),
            "linuxbake-jobs: error: '/no/such/program' cannot be started: "
            "No such file or directory\n");
}

// What a cache gets can be read by those who share it, and a warning about modes is about the
// user's.
TEST_F(Jobs, TheUmaskOfTheUserIsNotThatOfTheCommand) {
  const mode_t previous = ::umask(077);
  const pid_t process = start("umask", {}, {"sh", "-c", "umask"});
  ::umask(previous);
  EXPECT_EQ(wait_for(process), 0);
  EXPECT_EQ(text("umask.out"), "0022\n");
}

TEST_F(Jobs, KeepsALogAndShowsItsEndOnFailure) {
  const std::string log = (work / "log file").string();
  EXPECT_EQ(wait_for(start("failed", {"--quiet", "--title", "kernel", "--log", log},
                           {"sh", "-c", "echo '  CC      a.o'; echo oops >&2; exit 3"})),
            3);
  EXPECT_EQ(text("log file"), "  CC      a.o\noops\n");
  EXPECT_EQ(text("failed.out"),
            "  CC      a.o\noops\nkernel: failed; everything that was printed is in " + log + "\n");
}

TEST_F(Jobs, IsSilentOnSuccess) {
  const std::string log = (work / "log").string();
  EXPECT_EQ(wait_for(start("quiet", {"--quiet", "--log", log, "--steps", log + ".steps"},
                           {"printf", "  CC      a.o\n  CC      b.o\n"})),
            0);
  EXPECT_EQ(text("quiet.out"), "");
  EXPECT_EQ(text("log.steps"), "2\n");
}

TEST_F(Jobs, RefusesAWrongCommandLine) {
  EXPECT_EQ(wait_for(start("usage", {"--jobs", "0"}, {"true"})), 2);
  EXPECT_EQ(wait_for(start("nothing", {}, {})), 2);
}

TEST_F(Jobs, WritableIsTheOnlyPlaceToWriteTo) {
  if (std::system("'" JOBS_PROGRAM "' can-confine") != 0)  // NOLINT(cert-env33-c)
    GTEST_SKIP() << "no Landlock";
  const fs::path inside = work / "inside";
  const fs::path outside = work / "outside";
  fs::create_directories(inside);
  fs::create_directories(outside);
  std::ofstream(outside / "old") << "old";
  const std::vector<std::string> options{"--writable", inside.string()};
  EXPECT_EQ(
      wait_for(start("in", options, {"sh", "-c", "echo a > '" + (inside / "a").string() + "'"})),
      0);
  EXPECT_EQ(wait_for(start("null", options, {"sh", "-c", "echo a > /dev/null"})), 0);
  for (const std::string command : {"echo a > ", "mkdir -p ", "rm ", "ln -s x "}) {
    const std::string name = command == "rm " ? "old" : "new";
    EXPECT_NE(wait_for(start("out", options,
                             {"sh", "-c", command + "'" + (outside / name).string() + "'"})),
              0)
        << command;
  }
  EXPECT_TRUE(fs::exists(outside / "old"));
  EXPECT_FALSE(fs::exists(outside / "new"));
}

}  // namespace
