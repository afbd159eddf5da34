// SPDX-License-Identifier: MIT
// Who waits at a terminal is told what for, and a pipe never is.
#include "kconfig/status_line.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace linuxbake::kconfig {
namespace {

// A process that is at work, with `output` for its standard error, till it may end.
class Worker {
 public:
  Worker(int output, const char* terminal) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    process_ = fork();
    if (process_ == 0) {
      dup2(output, STDERR_FILENO);
      setenv("TERM", terminal, 1);
      close(ends[1]);
      {
        StatusLine status("lint");
        status.count(3, 10);
        char byte = 0;
        (void)!read(ends[0], &byte, 1);
      }
      _exit(0);
    }
    close(ends[0]);
    may_end_ = ends[1];
  }
  ~Worker() {
    end();
    waitpid(process_, nullptr, 0);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  Worker(Worker&&) = delete;
  Worker& operator=(Worker&&) = delete;

  void end() {
    if (may_end_ >= 0) close(std::exchange(may_end_, -1));
  }

 private:
  pid_t process_ = 0;
  int may_end_ = -1;
};

// What comes till the end, or till `wanted` is there.
std::string read_till(int descriptor, const std::string& wanted) {
  std::string text;
  std::array<char, 256> bytes{};
  while (wanted.empty() || text.find(wanted) == std::string::npos) {
    const ssize_t got = read(descriptor, bytes.data(), bytes.size());
    if (got <= 0) break;
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return text;
}

TEST(StatusLine, IsShownOnATerminalAndErased) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_GE(master, 0);
  ASSERT_EQ(grantpt(master) + unlockpt(master), 0);
  const int slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_GE(slave, 0);
  Worker worker(slave, "xterm");
  close(slave);
  const std::string shown = "\r\033[Klinuxbake-kconfig: lint: 3 of 10 lines, ";
  EXPECT_NE(read_till(master, shown).find(shown), std::string::npos);
  worker.end();
  EXPECT_TRUE(read_till(master, "").ends_with("\r\033[K"));
  close(master);
}

TEST(StatusLine, IsNotForPipes) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  {
    const Worker worker(ends[1], "xterm");
    close(ends[1]);
    usleep(1'600'000);  // it would have been there after one second
  }
  EXPECT_EQ(read_till(ends[0], ""), "");
  close(ends[0]);
}

}  // namespace
}  // namespace linuxbake::kconfig
