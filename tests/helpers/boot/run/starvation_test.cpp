// SPDX-License-Identifier: MIT
#include "boot/run/starvation.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <chrono>
#include <thread>

#include "boot/process/child.h"
#include "common/files.h"

namespace linuxbake::boot {
namespace {

TEST(Starvation, IsTheSecondNumberOfSchedstat) {
  EXPECT_EQ(waited_nanoseconds("5051235 1734567 31"), 1734567U);
  EXPECT_EQ(waited_nanoseconds(""), std::nullopt);
  EXPECT_EQ(waited_nanoseconds("12"), std::nullopt);
  EXPECT_EQ(waited_nanoseconds("12 x"), std::nullopt);
}

// Three that want the same processor: each waits two thirds of the time.
TEST(Starvation, IsSeenWhereProgramsShareAProcessor) {
  if (!read_file("/proc/self/schedstat")) GTEST_SKIP() << "this kernel does not count it";
  cpu_set_t all, one;
  CPU_ZERO(&one);
  CPU_SET(::sched_getcpu(), &one);
  ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
  ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
  std::vector<Child> children;
  for (int i = 0; i < 3; ++i) {
    Result<Child> child = start_child({"/bin/sh", "-c", "while :; do :; done"});
    ASSERT_TRUE(child);
    children.push_back(std::move(*child));
  }
  ::sched_setaffinity(0, sizeof all, &all);
  Starvation starvation(children.front().supervisor);
  double now = 0;
  for (; now < 20 && starvation.seconds(now) < 0.3; now += 0.2)
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_GE(starvation.seconds(now), 0.3);
  for (Child& child : children) kill_child(child);
}

TEST(Starvation, OfNobodyIsNone) {
  Starvation starvation(-1);
  EXPECT_EQ(starvation.seconds(1), 0);
}

}  // namespace
}  // namespace linuxbake::boot
