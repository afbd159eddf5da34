// SPDX-License-Identifier: MIT
#include "boot/guest/serial_log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

class Log : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::filesystem::path file_ = directory_.path / "serial.log";
};

TEST_F(Log, KeepsTheRawBytes) {
  SerialLog log(file_);
  log.feed("a\r\n\x1b[6n");
  EXPECT_EQ(read_file(file_).value_or(""), "a\r\n\x1b[6n");  // at once
  log.close();
  EXPECT_EQ(read_file(file_).value_or(""), "a\r\n\x1b[6n");
  EXPECT_EQ(log.text(), "a\n");
}

TEST_F(Log, LeavesOutTheMiddleOfVeryMuch) {
  SerialLog log(file_, 4, 3);
  log.feed("ab");
  log.feed("cdefghijk");
  log.feed("lm");
  log.close();
  EXPECT_EQ(read_file(file_).value_or(""), "abcd\n[… 4 bytes are left out here …]\nijklm");
}

TEST_F(Log, HasLastLines) {
  SerialLog log(file_);
  EXPECT_EQ(log.last_lines(2), "");
  log.feed("a\nb\n[    1.000000] c\nd");
  EXPECT_EQ(log.last_lines(2), "[    1.000000] c\nd");
  log.feed("\n");
  EXPECT_EQ(log.last_lines(2), "[    1.000000] c\nd");
  EXPECT_EQ(log.last_lines(9), "a\nb\n[    1.000000] c\nd");
}

TEST_F(Log, HasTheLinesFromSomeWords) {
  SerialLog log(file_);
  EXPECT_EQ(log.lines_from("Oops", 9), "");
  log.feed("a\n[    1.000000] Oops: 0\nRIP\nCall Trace\nend Oops: 0");
  EXPECT_EQ(log.lines_from("Oops: 0", 2), "[    1.000000] Oops: 0\nRIP");
  EXPECT_EQ(log.lines_from("Oops: 0", 9), "[    1.000000] Oops: 0\nRIP\nCall Trace\nend Oops: 0");
  EXPECT_EQ(log.lines_from("a", 1), "a");
  EXPECT_EQ(log.lines_from("panic", 9), "");
}

}  // namespace
}  // namespace linuxbake::boot
