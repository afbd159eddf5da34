// SPDX-License-Identifier: MIT
#include "jobs/jobserver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "support/temporary_directory.h"

namespace linuxbake::jobs {
namespace {

// The ends that a make gets, as it reads them from its MAKEFLAGS.
struct MakesEnds {
  explicit MakesEnds(const Jobserver& server) {
    EXPECT_EQ(std::sscanf(server.makeflags().c_str(), " -j2 --jobserver-auth=%d,%d", &read_end,
                          &write_end),
              2);
  }
  [[nodiscard]] bool take() const {
    pollfd entry{read_end, POLLIN, 0};
    char token = 0;
    return ::poll(&entry, 1, 0) == 1 && ::read(read_end, &token, 1) == 1;
  }
  void give_back() const { EXPECT_EQ(::write(write_end, "+", 1), 1); }

  int read_end = -1, write_end = -1;
};

class JobserverTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(pool_.try_acquire()); }  // make's job of its own right

  static Pool open_pool(const std::filesystem::path& path) {
    return std::move(*Pool::open(path, 2));
  }

  TemporaryDirectory directory_;
  Pool pool_ = open_pool(directory_.path / "pool");
  Jobserver::Clock::time_point now_ = Jobserver::Clock::now();
};

TEST_F(JobserverTest, PassesOnAReturnedJobWhereNobodyWaits) {
  Jobserver server = std::move(*Jobserver::start(pool_));
  const MakesEnds make(server);
  server.balance(now_);
  ASSERT_TRUE(make.take());
  EXPECT_FALSE(make.take());  // the pool has no more
  make.give_back();
  server.balance(now_);
  EXPECT_TRUE(make.take());
}

TEST_F(JobserverTest, GivesAReturnedJobToWhoeverWaitsHoweverQuickMakeIs) {
  Jobserver server = std::move(*Jobserver::start(pool_));
  const MakesEnds make(server);
  server.balance(now_);
  ASSERT_TRUE(make.take());
  Pool other = open_pool(directory_.path / "pool");
  other.set_waiting(true);
  EXPECT_FALSE(other.try_acquire());
  make.give_back();
  EXPECT_FALSE(make.take());
  server.balance(now_);
  EXPECT_FALSE(make.take());
  EXPECT_EQ(pool_.held(), 1U);
  EXPECT_TRUE(other.try_acquire());
}

// Make 4.4 opens the name once for each direction.
struct NamedEnds {
  explicit NamedEnds(const Jobserver& server) {
    EXPECT_EQ(server.makeflags(), fmt::format(" -j2 --jobserver-auth=fifo:{}", server.name()));
    read_end = open(server.name().c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
    write_end = open(server.name().c_str(), O_WRONLY | O_NOCTTY);
  }
  ~NamedEnds() {
    close(read_end);
    close(write_end);
  }
  // The kernel passes it on in its own time.
  [[nodiscard]] bool take(int patience) const {
    pollfd entry{read_end, POLLIN, 0};
    char token = 0;
    return ::poll(&entry, 1, patience) == 1 && ::read(read_end, &token, 1) == 1;
  }
  int read_end = -1, write_end = -1;
};

TEST_F(JobserverTest, ByNameBothDirectionsAreApart) {
  Jobserver server = std::move(*Jobserver::start(pool_, Jobserver::Style::name));
  if (server.name().empty()) GTEST_SKIP() << "no pseudoterminal";
  const NamedEnds make(server);
  server.balance(now_);
  ASSERT_TRUE(make.take(10'000));
  Pool other = open_pool(directory_.path / "pool");
  other.set_waiting(true);
  EXPECT_FALSE(other.try_acquire());
  ASSERT_EQ(::write(make.write_end, "+", 1), 1);
  pollfd returned{server.watched_descriptor(), POLLIN, 0};
  ASSERT_EQ(::poll(&returned, 1, 10'000), 1);
  EXPECT_FALSE(make.take(0));
  server.balance(now_);
  EXPECT_FALSE(make.take(0));
  EXPECT_EQ(pool_.held(), 1U);
  EXPECT_TRUE(other.try_acquire());
}

TEST_F(JobserverTest, FetchesBackWhatNobodyTakes) {
  using namespace std::chrono_literals;
  Jobserver server = std::move(*Jobserver::start(pool_));
  server.balance(now_);
  EXPECT_EQ(pool_.held(), 2U);
  server.balance(now_ + 20ms);
  EXPECT_EQ(pool_.held(), 1U);
}

}  // namespace
}  // namespace linuxbake::jobs
