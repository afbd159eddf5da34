// SPDX-License-Identifier: MIT
#include "boot/run/timeline.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

TEST(Timeline, NotesWhenALineBegan) {
  Timeline timeline("");
  timeline.feed("first", 1.0);
  timeline.feed(" line\r\nsecond", 2.0);
  timeline.feed("\n", 3.0);
  ASSERT_EQ(timeline.lines().size(), 2U);
  EXPECT_EQ(timeline.lines()[0].text, "first line");
  EXPECT_EQ(timeline.lines()[0].seconds, 1.0);
  EXPECT_EQ(timeline.lines()[1].seconds, 2.0);
  EXPECT_EQ(timeline.lines()[1].bytes, 12U);
}

TEST(Timeline, KeepsKernelMessagesApartFromWhatTheyInterrupt) {
  Timeline timeline("");
  timeline.feed("# l[    0.693147] message\r\ns\r\n", 1.0);
  ASSERT_EQ(timeline.lines().size(), 2U);
  EXPECT_EQ(timeline.lines()[0].text, "# ls");
  EXPECT_NE(timeline.lines()[1].text.find("message"), std::string::npos);
}

TEST(Timeline, HasSomeLinesOfAGuestThatPrintsWithoutEnd) {
  Timeline timeline("");
  for (int i = 0; i < 20000; ++i) timeline.feed("y\n", i);
  EXPECT_EQ(timeline.lines().size(), 10000U);
}

TEST(Timeline, TakesTheEndOfTheFirmwareFromItsLog) {
  const TemporaryDirectory directory;
  const std::filesystem::path log = directory.path / "timeline.log";
  Timeline timeline(log);
  timeline.tick(0.1);
  ASSERT_TRUE(write_file_if_different(log, "SeaBIOS\nBooting from DVD/CD...\n"));
  timeline.tick(0.5);
  timeline.tick(0.9);
  const auto json = nlohmann::json::parse(timeline.json());
  EXPECT_EQ(json["firmware_seconds"], 0.5);
  EXPECT_TRUE(json["lines"].empty());
}

TEST(Timeline, IsJsonWhateverTheGuestSends) {
  Timeline timeline("");
  timeline.feed("\xff\"\\\n", 1.0);
  EXPECT_FALSE(nlohmann::json::parse(timeline.json(), nullptr, false).is_discarded());
}

}  // namespace
}  // namespace linuxbake::boot
