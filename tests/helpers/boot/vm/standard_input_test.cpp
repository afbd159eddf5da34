// SPDX-License-Identifier: MIT
#include "boot/vm/standard_input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <string>

#include "boot/process/child.h"

namespace linuxbake::boot {
namespace {

using Kind = StandardInput::Kind;

// A file with this content, at its begin.
Descriptor file_with(const std::string& content) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  EXPECT_EQ(::write(file.get(), content.data(), content.size()),
            static_cast<ssize_t>(content.size()));
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

std::string read_some(StandardInput& input, std::size_t most) {
  std::string bytes(most, 0);
  const auto count = input.read(bytes.data(), most);
  EXPECT_TRUE(count);
  bytes.resize(count.value_or(0));
  return bytes;
}

TEST(StandardInput, KnowsWhatItIs) {
  const Descriptor null(::open("/dev/null", O_RDONLY)), writable(::open("/dev/null", O_WRONLY));
  EXPECT_EQ(StandardInput(null.get()).kind(), Kind::null);
  EXPECT_EQ(StandardInput(writable.get()).kind(), Kind::unreadable);
  const Descriptor file = file_with("");
  EXPECT_EQ(StandardInput(file.get()).kind(), Kind::stream);
}

TEST(StandardInput, OneThatIsClosedIsTakenByNoOtherFile) {
  const int number = ::dup(STDERR_FILENO);
  ::close(number);
  EXPECT_EQ(StandardInput(number).kind(), Kind::closed);
  EXPECT_EQ(::fcntl(number, F_GETFD), 0) << "it has to be open now";
  ::close(number);
}

TEST(StandardInput, AFileIsReadAsFarAsTheProgramHasReadIt) {
  const Descriptor file = file_with("one two three");
  ::lseek(file.get(), 4, SEEK_SET);
  StandardInput input(file.get());
  EXPECT_EQ(read_some(input, 5), "two t");
  EXPECT_EQ(::lseek(file.get(), 0, SEEK_CUR), 4) << "before anybody says what was read";
  EXPECT_EQ(read_some(input, 100), "hree");
  EXPECT_FALSE(input.ended());
  EXPECT_EQ(read_some(input, 100), "");
  EXPECT_TRUE(input.ended());
  input.set_used(3);
  EXPECT_EQ(::lseek(file.get(), 0, SEEK_CUR), 7);
}

TEST(StandardInput, APipeIsNotWaitedFor) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const Descriptor out(ends[0]);
  Descriptor in(ends[1]);
  StandardInput input(out.get());
  EXPECT_EQ(read_some(input, 10), "");
  EXPECT_FALSE(input.ended());
  ASSERT_EQ(::write(in.get(), "a\0b", 3), 3);
  EXPECT_EQ(read_some(input, 10), std::string("a\0b", 3));
  in.close();
  EXPECT_EQ(read_some(input, 10), "");
  EXPECT_TRUE(input.ended());
}

TEST(StandardInput, WhatCannotBeReadIsAnError) {
  const Descriptor directory(::open("/", O_RDONLY));
  StandardInput input(directory.get());
  char byte = 0;
  const auto count = input.read(&byte, 1);
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().text(), "the standard input: Is a directory");
}

}  // namespace
}  // namespace linuxbake::boot
