// SPDX-License-Identifier: MIT
#include "jobs/pool.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <vector>

#include "support/temporary_directory.h"

namespace linuxbake::jobs {
namespace {

namespace fs = std::filesystem;

TEST(Pool, HasAsManySlotsAsItSays) {
  const TemporaryDirectory directory;
  Result<Pool> pool = Pool::open(directory.path / "jobs", 3);
  ASSERT_TRUE(pool);
  EXPECT_TRUE(pool->try_acquire());
  EXPECT_TRUE(pool->try_acquire());
  EXPECT_TRUE(pool->try_acquire());
  EXPECT_FALSE(pool->try_acquire());
  EXPECT_EQ(pool->held(), 3U);
  pool->release();
  EXPECT_EQ(pool->held(), 2U);
  EXPECT_TRUE(pool->try_acquire());
}

TEST(Pool, RefusesASizeOfNothing) {
  const TemporaryDirectory directory;
  const Result<Pool> pool = Pool::open(directory.path / "jobs", 0);
  ASSERT_FALSE(pool);
  EXPECT_EQ(pool.error().message, "a pool has 1 to 4096 jobs");
}

TEST(Pool, SaysWhyItCannotBeOpened) {
  const Result<Pool> pool = Pool::open("/proc/no/such/pool", 1);
  ASSERT_FALSE(pool);
  EXPECT_EQ(pool.error().file, "/proc/no/such/pool");
}

TEST(Pool, TellsWhetherOthersWait) {
  const TemporaryDirectory directory("linuxbake pool ");
  const fs::path path = directory.path / "jobs";
  Result<Pool> rich = Pool::open(path, 1);
  Result<Pool> poor = Pool::open(path, 1);
  ASSERT_TRUE(rich && poor);
  EXPECT_FALSE(rich->others_wait());
  poor->set_waiting(true);
  EXPECT_TRUE(rich->others_wait());
  EXPECT_FALSE(poor->others_wait());
  poor->set_waiting(false);
  EXPECT_FALSE(rich->others_wait());
}

TEST(Pool, PaysBackWhatWasBorrowedBeforeItTakesMore) {
  const TemporaryDirectory directory("linuxbake pool ");
  const fs::path path = directory.path / "jobs";
  Result<Pool> rich = Pool::open(path, 2);
  Result<Pool> poor = Pool::open(path, 2);
  ASSERT_TRUE(rich && poor);
  ASSERT_TRUE(rich->try_acquire() && rich->try_acquire());
  EXPECT_FALSE(poor->try_acquire());
  poor->borrow();
  EXPECT_EQ(poor->held(), 1U);
  rich->release();
  EXPECT_FALSE(poor->try_acquire());
  EXPECT_EQ(poor->held(), 1U);
  rich->release();
  EXPECT_TRUE(poor->try_acquire());
  EXPECT_EQ(poor->held(), 2U);
  EXPECT_FALSE(rich->try_acquire());
}

TEST(Pool, GetsTheSlotsOfAKilledProcessBack) {
  const TemporaryDirectory directory("linuxbake pool ");
  const fs::path path = directory.path / "jobs";
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    Result<Pool> pool = Pool::open(path, 2);
    const char answer = pool && pool->try_acquire() && pool->try_acquire() ? 'y' : 'n';
    if (write(ready[1], &answer, 1) == 1) pause();
    _exit(1);
  }
  char answer = 0;
  ASSERT_EQ(read(ready[0], &answer, 1), 1);
  ASSERT_EQ(answer, 'y');
  Result<Pool> pool = Pool::open(path, 2);
  ASSERT_TRUE(pool);
  EXPECT_FALSE(pool->try_acquire());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(pool->try_acquire());
  EXPECT_TRUE(pool->try_acquire());
}

// Whatever participants do, they never hold more slots than there are, and none is lost.
RC_GTEST_PROP(Pool, KeepsItsSizeUnderAnySequence, (const std::vector<int>& moves)) {
  const TemporaryDirectory directory("linuxbake pool ");
  const fs::path path = directory.path / "jobs";
  constexpr unsigned size = 4;
  std::vector<Pool> pools;
  for (int index = 0; index < 3; ++index) {
    Result<Pool> pool = Pool::open(path, size);
    RC_ASSERT(pool.has_value());
    pools.push_back(std::move(*pool));
  }
  unsigned held = 0;
  for (const int move : moves) {
    Pool& pool = pools[static_cast<unsigned>(move) % pools.size()];
    if (move % 2 == 0) {
      const bool got = pool.try_acquire();
      RC_ASSERT(got == (held < size));
      held += got ? 1 : 0;
    } else if (pool.held() > 0) {
      pool.release();
      --held;
    }
  }
}

}  // namespace
}  // namespace linuxbake::jobs
