// SPDX-License-Identifier: MIT
#include "boot/process/process_end.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace linuxbake::boot {
namespace {

// wait(2)'s status of a process that does this and exits with what it gives.
template <typename Body>
int status_of(const Body& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(ProcessEnd, UnderCtestNoExitCodeIsTakenForTheTestsOwn) {
  for (const char* variable : {"CTEST_INTERACTIVE_DEBUG_MODE", "DASHBOARD_TEST_FROM_CTEST"}) {
    const int status = status_of([variable] {
      ::unsetenv("CTEST_INTERACTIVE_DEBUG_MODE");
      ::unsetenv("DASHBOARD_TEST_FROM_CTEST");
      ::setenv(variable, "1", 1);
      return end_undecided(1);
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGABRT);
    EXPECT_FALSE(WCOREDUMP(status));
  }
}

TEST(ProcessEnd, ElsewhereTheExitCodeIsGiven) {
  const int status = status_of([] {
    ::unsetenv("CTEST_INTERACTIVE_DEBUG_MODE");
    ::unsetenv("DASHBOARD_TEST_FROM_CTEST");
    return end_undecided(7);
  });
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(ProcessEnd, ASignalEndsThoughSomebodyHasHadItIgnored) {
  const int status = status_of([] {
    ::signal(SIGTERM, SIG_IGN);
    end_by_signal(SIGTERM);
    return 0;
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGTERM);
}

}  // namespace
}  // namespace linuxbake::boot
