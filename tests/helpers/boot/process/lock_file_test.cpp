// SPDX-License-Identifier: MIT
#include "boot/process/lock_file.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <vector>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

TEST(LockFile, IsHeldByOneUntilItLetsGo) {
  const TemporaryDirectory temporary("linuxbake lock ");
  const fs::path file = temporary.path / "lock";
  Descriptor held = try_lock_file(file);
  ASSERT_TRUE(held.open());
  EXPECT_FALSE(try_lock_file(file).open());
  held.close();
  EXPECT_TRUE(try_lock_file(file).open());
  EXPECT_FALSE(try_lock_file(temporary.path / "none" / "lock").open());
}

// Takes the lock, makes a directory that nobody else may have made meanwhile, and removes both.
bool hold_again_and_again(const fs::path& file, const fs::path& directory,
                          steady_clock::time_point end) {
  std::error_code ignored;
  while (steady_clock::now() < end) {
    const Descriptor held = try_lock_file(file);
    if (!held.open()) continue;
    if (!fs::create_directory(directory, ignored)) return false;
    fs::remove(directory, ignored);
    fs::remove(file, ignored);
  }
  return true;
}

TEST(LockFile, IsHeldByOneThoughItsHoldersRemoveIt) {
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
}  // namespace linuxbake::boot
