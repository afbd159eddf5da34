// SPDX-License-Identifier: MIT
#include "common/files.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/temporary_directory.h"

namespace linuxbake {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  TemporaryDirectory temporary;
  fs::path directory = temporary.path;
};

TEST_F(Files, WhatIsWrittenIsRead) {
  const std::string bytes("a\0b\xff\n", 5);
  const Result<bool> written = write_file_if_different(directory / "f", bytes);
  ASSERT_TRUE(written.has_value());
  EXPECT_TRUE(*written);
  EXPECT_EQ(read_file(directory / "f"), bytes);
}

TEST_F(Files, AnEmptyFileIsReadAsSuch) {
  ASSERT_TRUE(write_file_if_different(directory / "f", "").has_value());
  EXPECT_EQ(read_file(directory / "f"), "");
}

TEST_F(Files, TheSameBytesLeaveTheFileAlone) {
  ASSERT_TRUE(write_file_if_different(directory / "f", "same").has_value());
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(directory / "f", long_ago);
  EXPECT_EQ(write_file_if_different(directory / "f", "same"), false);
  EXPECT_EQ(fs::last_write_time(directory / "f"), long_ago);
  EXPECT_EQ(write_file_if_different(directory / "f", "more"), true);
  EXPECT_EQ(read_file(directory / "f"), "more");
}

TEST_F(Files, MissingParentsAreMadeAndNothingElseIsLeft) {
  ASSERT_TRUE(write_file_if_different(directory / "a/b/f", "x").has_value());
  EXPECT_EQ(std::distance(fs::directory_iterator(directory / "a/b"), fs::directory_iterator()), 1);
}

TEST_F(Files, ErrorsNameTheFile) {
  const std::string missing = (directory / "missing").string();
  EXPECT_EQ(read_file(missing).error().text(),
            missing + ": cannot be opened: No such file or directory");
  EXPECT_EQ(read_file(directory).error().text(),
            directory.string() + ": is a directory, not a file");
}

TEST_F(Files, AFileInTheWayOfADirectoryIsAnError) {
  ASSERT_TRUE(write_file_if_different(directory / "f", "x").has_value());
  const Result<bool> written = write_file_if_different(directory / "f/g", "y");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().file, (directory / "f/g").string());
  EXPECT_EQ(read_file(directory / "f"), "x");
}

TEST_F(Files, ADirectoryIsNotReplaced) {
  fs::create_directory(directory / "d");
  const Result<bool> written = write_file_if_different(directory / "d", "y");
  ASSERT_FALSE(written.has_value());
  EXPECT_TRUE(fs::is_directory(directory / "d"));
  EXPECT_EQ(std::distance(fs::directory_iterator(directory), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace linuxbake
