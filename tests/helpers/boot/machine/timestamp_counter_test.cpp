// SPDX-License-Identifier: MIT
#include "boot/machine/timestamp_counter.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "common/files.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

class TimestampCounterFile : public ::testing::Test {
 protected:
  TimestampCounterFile() { fs::create_directories(directory_); }
  ~TimestampCounterFile() override { fs::remove_all(directory_); }
  void remember(const std::string& text) { std::ofstream(directory_ / "timestamp-counter") << text; }
  [[nodiscard]] std::string remembered() const {
    return read_file(directory_ / "timestamp-counter").value_or("");
  }

  fs::path directory_ =
      fs::temp_directory_path() / ("linuxbake-counter-" + std::to_string(::getpid()));
};

TEST(TimestampCounter, IsMeasuredAlikeEachTime) {
  const auto first = measure_timestamp_counter();
  if (!first) GTEST_SKIP() << "this host is no PC";
  // No processor that can run this has less; none has been sold with more.
  EXPECT_GT(*first, 50'000U);
  EXPECT_LT(*first, 10'000'000U);
  EXPECT_EQ(steady_khz(first, measure_timestamp_counter().value_or(0)), *first);
}

TEST(TimestampCounter, IsTheOldOneWithinAThousandth) {
  EXPECT_EQ(steady_khz(std::nullopt, 2'595'124), 2'595'124U);
  EXPECT_EQ(steady_khz(2'595'100, 2'595'124), 2'595'100U);
  EXPECT_EQ(steady_khz(2'595'124, 2'595'100), 2'595'124U);
  EXPECT_EQ(steady_khz(2'600'000, 2'595'124), 2'595'124U);
  EXPECT_EQ(steady_khz(75'000, 2'595'124), 2'595'124U);
}

TEST(TimestampCounter, IsReadAsItWasWritten) {
  const RememberedCounter counter{"7d2c-11", 2'595'124};
  EXPECT_EQ(read_remembered(remembered_text(counter)), counter);
  for (const char* text : {"", "7d2c-11", "7d2c-11 x kHz", "7d2c-11 12", "7d2c-11 12 MHz",
                           "7d2c-11 0 kHz", "7d2c-11 99999999999 kHz"}) {
    EXPECT_EQ(read_remembered(text), std::nullopt) << text;
  }
}

TEST_F(TimestampCounterFile, HasTheSameDigitsUntilTheHostBootsAgain) {
  const auto first = timestamp_counter(directory_);
  if (!first) GTEST_SKIP() << "this host is no PC";
  EXPECT_EQ(timestamp_counter(directory_), first);
  auto counter = read_remembered(remembered());
  ASSERT_TRUE(counter);
  EXPECT_EQ(counter->khz, *first);
  // Not even measured.
  remember(remembered_text({counter->host_boot, 1234}));
  EXPECT_EQ(timestamp_counter(directory_), 1234U);
}

TEST_F(TimestampCounterFile, IsMeasuredAnewAfterABootOfTheHost) {
  const auto measured = measure_timestamp_counter();
  if (!measured) GTEST_SKIP() << "this host is no PC";
  // The same processor: the digits stay.
  const unsigned near = *measured + *measured / 4000;
  remember(remembered_text({"an-earlier-boot", near}));
  EXPECT_EQ(timestamp_counter(directory_), near);
  // Another host, which shares the directory.
  remember(remembered_text({"an-earlier-boot", *measured * 2}));
  const auto anew = timestamp_counter(directory_);
  EXPECT_EQ(steady_khz(measured, anew.value_or(0)), *measured);
  EXPECT_EQ(read_remembered(remembered())->khz, anew);
}

TEST_F(TimestampCounterFile, IsMeasuredWhereNothingCanBeRemembered) {
  const auto measured = measure_timestamp_counter();
  if (!measured) GTEST_SKIP() << "this host is no PC";
  const auto told = timestamp_counter("/dev/null/nowhere");
  EXPECT_EQ(steady_khz(measured, told.value_or(0)), *measured);
}

}  // namespace
}  // namespace linuxbake::boot
