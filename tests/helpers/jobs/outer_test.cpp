// SPDX-License-Identifier: MIT
#include "jobs/outer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "jobs/pool.h"
#include "support/temporary_directory.h"

namespace linuxbake::jobs {
namespace {

TEST(OuterFlags, AreReadAsMakeWritesThem) {
  for (const auto& [text, jobs, server] :
       {std::tuple(" -j4 --jobserver-auth=3,4", 4U, "3,4"),
        std::tuple("kw -j12 --jobserver-auth=fifo:/tmp/GMfifo7 -- A=-j3", 12U, "fifo:/tmp/GMfifo7"),
        std::tuple("-j --jobserver-fds=5,6", 0U, "5,6"), std::tuple("", 0U, ""),
        std::tuple("-j4x", 0U, ""), std::tuple("-- -j4 --jobserver-auth=3,4", 0U, "")}) {
    const OuterFlags flags = parse_outer_flags(text);
    EXPECT_EQ(flags.jobs, jobs) << text;
    EXPECT_EQ(flags.server, server) << text;
  }
}

struct Ends {
  Ends() { EXPECT_EQ(pipe(ends.data()), 0); }
  ~Ends() {
    for (const int end : ends) close(end);
  }
  [[nodiscard]] std::string server() const { return fmt::format("{},{}", ends[0], ends[1]); }
  void put(const std::string& text) const {
    EXPECT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  [[nodiscard]] std::string content() const {
    std::array<char, 16> text{};
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    const ssize_t length = read(ends[0], text.data(), text.size());
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
  }
  std::array<int, 2> ends{-1, -1};
};

TEST(Outer, TakesWhatIsThereAndGivesTheSameBack) {
  const Ends ends;
  ends.put("ab");
  {
    std::optional<Outer> outer = Outer::open(ends.server());
    ASSERT_TRUE(outer);
    EXPECT_TRUE(outer->take() && outer->take());
    EXPECT_FALSE(outer->take());
    outer->give_back();
    EXPECT_TRUE(outer->take());
  }
  const std::string back = ends.content();
  EXPECT_TRUE(back == "ab" || back == "ba") << back;
}

TEST(Outer, IsNotThereWhereDescriptorsAreClosedOrSomethingElse) {
  const TemporaryDirectory directory("linuxbake outer ");
  const std::string fifo = (directory.path / "fifo").string();
  EXPECT_FALSE(Outer::open("3000,3001"));
  EXPECT_FALSE(Outer::open("-2,-2"));
  EXPECT_FALSE(Outer::open(""));
  EXPECT_FALSE(Outer::open("fifo:" + fifo));
  const int file = ::open(fifo.c_str(), O_RDWR | O_CREAT, 0600);
  EXPECT_FALSE(Outer::open("fifo:" + fifo));
  EXPECT_FALSE(Outer::open(fmt::format("{0},{0}", file)));
  close(file);
  ASSERT_EQ(unlink(fifo.c_str()), 0);
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_TRUE(Outer::open("fifo:" + fifo));
}

TEST(Outer, LetsAPoolHoldOneMoreThanItGives) {
  const TemporaryDirectory directory("linuxbake outer ");
  const Ends ends;
  ends.put("+");
  {
    Result<Pool> pool = Pool::open(directory.path / "pool", 4);
    ASSERT_TRUE(pool);
    pool->take_part_in(std::move(*Outer::open(ends.server())));
    EXPECT_TRUE(pool->try_acquire() && pool->try_acquire());
    EXPECT_FALSE(pool->try_acquire());
    EXPECT_EQ(ends.content(), "");
    pool->release();
    EXPECT_EQ(ends.content(), "+");
    ends.put("+");
    EXPECT_TRUE(pool->try_acquire());
    const Pool moved = std::move(*pool);
  }
  EXPECT_EQ(ends.content(), "+");
}

}  // namespace
}  // namespace linuxbake::jobs
