// SPDX-License-Identifier: MIT
#include "boot/vm/streams.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

TEST(VmStreams, WhatDoesNotComeBackIsNamed) {
  const TemporaryDirectory temporary;
  const auto ignore = [](std::string_view) {};
  VmStreams streams(ignore, ignore, temporary.path);
  const auto why = [&](int error) {
    streams.take(3, "a");
    streams.take(4, "bytes");
    EXPECT_EQ(streams.collecting(), "a");
    streams.take(5, {reinterpret_cast<const char*>(&error), sizeof error});
    EXPECT_FALSE(std::filesystem::exists(temporary.path / "a"));
    return streams.missing();
  };
  EXPECT_EQ(why(0x10000 + 0020000), "COLLECT takes files, and a is a character device");
  EXPECT_EQ(why(0x10000 + 0010000), "COLLECT takes files, and a is a pipe");
  EXPECT_EQ(why(0x10000 + 0040000), "COLLECT takes files, and a is a directory");
  EXPECT_EQ(why(EAGAIN), "COLLECT: a does not end, it waits for more");
  EXPECT_EQ(why(EFBIG), "COLLECT: a has more bytes than the machine has memory");
  EXPECT_EQ(why(EACCES), "the program has left no file a: Permission denied");
}

TEST(VmStreams, StreamsAndFilesAreToldApart) {
  const TemporaryDirectory temporary;
  const std::filesystem::path& directory = temporary.path;
  std::string output, errors;
  VmStreams streams([&](std::string_view bytes) { output += bytes; },
                    [&](std::string_view bytes) { errors += bytes; }, directory);
  streams.take(1, "out");
  streams.take(2, "err");
  streams.take(3, "/tmp/../../a/b");
  streams.take(4, "be");
  streams.take(4, "gin");
  streams.take(3, "c");
  EXPECT_EQ(output + "/" + errors, "out/err");
  EXPECT_EQ(streams.missing(), "");
  const int none = ENOENT;
  streams.take(5, {reinterpret_cast<const char*>(&none), sizeof none});
  EXPECT_EQ(streams.missing(), "the program has left no file c: No such file or directory");
  EXPECT_FALSE(std::filesystem::exists(directory / "c"));
  EXPECT_EQ(read_file(directory / "a/b").value_or(""), "begin");
}

}  // namespace
}  // namespace linuxbake::boot
