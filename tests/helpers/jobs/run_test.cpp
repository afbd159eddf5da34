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

// What can be done to files outside of the one directory that a command may write to.
class ConfinedJobs : public Jobs {
 protected:
  void SetUp() override {
    fs::create_directories(inside);
    fs::create_directories(outside);
    std::ofstream(outside / "old") << "old";
    std::ofstream(inside / "own") << "own";
    fs::permissions(outside / "old", fs::perms{0640});
    fs::last_write_time(outside / "old", long_ago);
  }

  static bool can_confine(const std::string& option = "") {
    const std::string command = "'" JOBS_PROGRAM "' can-confine " + option;
    return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c)
  }

  // The exit code of a shell's command in `inside`; $OUT is the directory outside. `before` stands
  // before linuxbake-jobs.
  int shell(const std::string& command, std::vector<std::string> before = {}) {
    before.insert(before.end(), {JOBS_PROGRAM, "run", "--pool", (work / "pool").string(), "--log",
                                 (work / "log").string(), "--quiet", "--writable", inside.string(),
                                 "--", "sh", "-c", command});
    const pid_t process = fork();
    if (process == 0) {
      if (chdir(inside.c_str()) != 0) _exit(97);
      setenv("OUT", outside.c_str(), 1);
      if (!freopen((work / "shell.out").c_str(), "w", stderr)) _exit(99);
      std::vector<char*> arguments;
      for (std::string& word : before) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      execv(arguments[0], arguments.data());
      _exit(98);
    }
    return wait_for(process);
  }

  void expect_files_held(const std::vector<std::string>& before = {}) {
    for (const std::string command :
         {"echo a > a", "mkdir b", "rm own", "echo own > own", "chmod 0600 own", "touch own",
          "echo a > /dev/null", "mkdir -p c/d && mv c/d e && ln e/../own f", "rm -r a b c e f"})
      EXPECT_EQ(shell(command, before), 0) << command << text("log") << text("shell.out");
    for (const std::string command :
         {"echo a > \"$OUT/new\"", "mkdir \"$OUT/new\"", "rm \"$OUT/old\"", "ln -s x \"$OUT/new\"",
          "mv own \"$OUT/old\"", "ln own \"$OUT/new\"", "echo a >> \"$OUT/old\"",
          "mv \"$OUT/old\" new"})
      EXPECT_NE(shell(command, before), 0) << command << text("log");
    std::ifstream stream(outside / "old");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "old");
    EXPECT_FALSE(fs::exists(outside / "new"));
  }

  void expect_attributes_held(const std::vector<std::string>& before = {}) {
    for (const std::string command :
         {"chmod 0777 \"$OUT/old\"", "chmod 0777 \"$OUT\"", "chown \"$(id -u)\" \"$OUT/old\"",
          "chgrp \"$(id -g)\" \"$OUT/old\"", "touch \"$OUT/old\"", "touch -h \"$OUT\"",
          "truncate -s 1 \"$OUT/old\""})
      EXPECT_NE(shell(command, before), 0) << command << text("log");
    EXPECT_EQ(fs::status(outside / "old").permissions(), fs::perms{0640});
    EXPECT_EQ(fs::last_write_time(outside / "old"), long_ago);
  }

  const fs::path inside = work / "inside";
  const fs::path outside = work / "outside";
  const fs::file_time_type long_ago = fs::file_time_type::clock::now() - std::chrono::hours(48);
};

TEST_F(ConfinedJobs, WritableIsTheOnlyPlaceToWriteTo) {
  if (!can_confine()) GTEST_SKIP() << "neither Landlock nor namespaces";
  expect_files_held();
}

// "chmod 0777 /etc/passwd" of a makefile that root runs.
TEST_F(ConfinedJobs, ModesOwnersAndTimesOutsideStayAsTheyAre) {
  if (!can_confine("--attributes")) GTEST_SKIP() << "no mount namespace";
  expect_attributes_held();
}

// The mounts are the command's own: the host has none of them, and it does not get rid of them.
TEST_F(ConfinedJobs, TheMountsAreNotThoseOfTheHost) {
  if (!can_confine("--attributes")) GTEST_SKIP() << "no mount namespace";
  for (const std::vector<std::string>& before :
       {std::vector<std::string>{},
        std::vector<std::string>{WITHOUT_PROGRAM, "landlock_create_ruleset", "--"}})
    EXPECT_NE(shell("mount -o remount,rw,bind /; umount \"$PWD\"; touch \"$OUT/old\"", before), 0)
        << text("log");
  EXPECT_EQ(fs::last_write_time(outside / "old"), long_ago);
  std::ifstream mounts("/proc/self/mountinfo");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(mounts), {}).find("/inside "),
            std::string::npos);
  std::ofstream(outside / "new") << "ours";
  EXPECT_TRUE(fs::exists(outside / "new"));
}

// Who sees a read-only file system learns whose it is.
TEST_F(ConfinedJobs, WhatIsReadOnlyIsExplained) {
  if (!can_confine("--attributes")) GTEST_SKIP() << "no mount namespace";
  EXPECT_NE(shell("mkdir \"$OUT/new\""), 0);
  const std::string line = "linuxbake-jobs: Permission denied: this command may write below '" +
                           inside.string() +
                           "' only, and all else is a read-only file system to it\n";
  EXPECT_NE(text("log").find("Read-only file system\n" + line), std::string::npos) << text("log");
  EXPECT_NE(text("shell.out").find(line), std::string::npos) << text("shell.out");
  EXPECT_NE(shell("echo failed; exit 3"), 0);
  EXPECT_EQ(text("log"), "failed\n");
}

// Each of the two means holds without the other; without both, nothing runs.
TEST_F(ConfinedJobs, WithoutLandlockTheMountsHold) {
  if (!can_confine("--attributes")) GTEST_SKIP() << "no mount namespace";
  const std::vector<std::string> without{WITHOUT_PROGRAM, "landlock_create_ruleset", "--"};
  expect_files_held(without);
  expect_attributes_held(without);
}

TEST_F(ConfinedJobs, WithoutNamespacesLandlockHolds) {
  if (std::system("'" WITHOUT_PROGRAM "' unshare -- '" JOBS_PROGRAM  // NOLINT(cert-env33-c)
                  "' can-confine") != 0)
    GTEST_SKIP() << "no Landlock";
  expect_files_held({WITHOUT_PROGRAM, "unshare", "--"});
}

TEST_F(ConfinedJobs, WithoutBothNothingRuns) {
  const std::vector<std::string> without{WITHOUT_PROGRAM, "landlock_create_ruleset", "unshare",
                                         "--"};
  EXPECT_EQ(shell("touch ran", without), 127);
  EXPECT_FALSE(fs::exists(inside / "ran"));
  EXPECT_EQ(text("log"),
            "linuxbake-jobs: error: nothing can hold the command back from writing elsewhere: this "
            "host gives it neither Landlock nor a mount namespace of its own\n");
}

// Root's tests take the way of all other users, too: that of a user namespace.
TEST_F(ConfinedJobs, AUserWhoIsNotRootIsHeldAsWell) {
  if (geteuid() != 0) GTEST_SKIP() << "the tests above were this user's";
  const std::string program = (work / "linuxbake-jobs").string();
  fs::copy_file(JOBS_PROGRAM, program);
  fs::permissions(work, fs::perms{0755});
  constexpr uid_t nobody = 65534;
  for (const fs::path& path : {work, inside, outside, outside / "old"})
    ASSERT_EQ(chown(path.c_str(), nobody, nobody), 0);
  const std::string script = "'" + program + "' can-confine --attributes || exit 77; '" + program +
                             "' run --pool '" + (work / "own pool").string() + "' --writable '" +
                             inside.string() +
                             "' -- sh -c 'cd \"$0/inside\" && touch a && "
                             "! chmod 0777 \"$0/outside/old\"' '" +
                             work.string() + "'";
  const pid_t process = fork();
  if (process == 0) {
    if (setgid(nobody) != 0 || setuid(nobody) != 0) _exit(99);
    execl("/bin/sh", "sh", "-c", script.c_str(), nullptr);
    _exit(98);
  }
  const int code = wait_for(process);
  if (code == 77) GTEST_SKIP() << "users have no user namespaces here";
  EXPECT_EQ(code, 0);
  EXPECT_TRUE(fs::exists(inside / "a"));
  EXPECT_EQ(fs::status(outside / "old").permissions(), fs::perms{0640});
}

}  // namespace
