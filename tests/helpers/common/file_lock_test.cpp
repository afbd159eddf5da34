// SPDX-License-Identifier: MIT
#include "common/file_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <vector>

#include "common/files.h"
#include "common/run_program.h"
#include "support/temporary_directory.h"

namespace linuxbake {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

TEST(FileLock, IsHeldByOneUntilItLetsGo) {
  const TemporaryDirectory temporary("linuxbake lock ");
  const fs::path file = temporary.path / "lock";
  std::optional<FileLock> held = try_lock_file(file);
  ASSERT_TRUE(held);
  EXPECT_FALSE(try_lock_file(file));
  held.reset();
  EXPECT_TRUE(try_lock_file(file));
  EXPECT_FALSE(try_lock_file(temporary.path / "none" / "lock"));
}

// Scripts of ours have it, too; they run in another process.
TEST(FileLock, ExcludesThatOfCMake) {
  const TemporaryDirectory temporary("linuxbake lock ");
  const std::string script = temporary.path / "lock.cmake";
  ASSERT_TRUE(write_file_if_different(
      script,
      "file(LOCK \"${FILE}\" GUARD PROCESS TIMEOUT 0 RESULT_VARIABLE result)\n"
      "if(NOT result EQUAL 0)\nmessage(FATAL_ERROR held)\nendif()\n"));
  const std::string file = temporary.path / "lock";
  const HostCommand cmake{{"cmake", "-DFILE=" + file, "-P", script}, {}, {}};
  const auto can_lock = [&] { return run_program(cmake, {}).success; };
  EXPECT_TRUE(can_lock());
  std::optional<FileLock> held = try_lock_file(file);
  EXPECT_FALSE(can_lock());
  held.reset();
  EXPECT_TRUE(can_lock());
}

// Takes the lock, makes a directory that nobody else may have made meanwhile, and removes both.
bool hold_again_and_again(const fs::path& file, const fs::path& directory,
                          steady_clock::time_point end) {
  std::error_code ignored;
  while (steady_clock::now() < end) {
    const auto held = try_lock_file(file);
    if (!held) continue;
    if (!fs::create_directory(directory, ignored)) return false;
    fs::remove(directory, ignored);
    fs::remove(file, ignored);
  }
  return true;
}

TEST(FileLock, IsHeldByOneThoughItsHoldersRemoveIt) {
  const TemporaryDirectory temporary("linuxbake lock ");
  const auto end = steady_clock::now() + std::chrono::milliseconds(500);
  std::vector<pid_t> holders;
  for (int i = 0; i < 4; ++i) {
    const pid_t holder = ::fork();
    if (holder == 0) {
      const bool alone =
          hold_again_and_again(temporary.path / "lock", temporary.path / "directory", end);
      ::_exit(alone ? 0 : 1);
    }
    holders.push_back(holder);
  }
  for (const pid_t holder : holders) {
    int status = -1;
    ::waitpid(holder, &status, 0);
    EXPECT_EQ(status, 0) << "two held it at a time";
  }
}

}  // namespace
}  // namespace linuxbake
