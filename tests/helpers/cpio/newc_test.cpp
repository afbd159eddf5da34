// SPDX-License-Identifier: MIT
#include "cpio/newc.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace linuxbake::cpio {
namespace {

TEST(Newc, AHeaderByteForByte) {
  Header header;
  header.inode = 1;
  header.mode = type_file | 0644;
  header.uid = 1000;
  header.gid = 0xfffffffe;
  header.size = 5;
  header.major = 8;
  header.minor = 1;
  EXPECT_EQ(header_bytes(header, "a/b"), std::string("070701"
                                                     "00000001"
                                                     "000081A4"
                                                     "000003E8"
                                                     "FFFFFFFE"
                                                     "00000001"
                                                     "00000000"
                                                     "00000005"
                                                     "00000000"
                                                     "00000000"
                                                     "00000008"
                                                     "00000001"
                                                     "00000004"
                                                     "00000000"
                                                     "a/b\0\0\0",
                                                     116));
}

TEST(Newc, HeaderAndNameEndOnAMultipleOfFour) {
  for (std::size_t length = 1; length < 9; ++length) {
    const std::string bytes = header_bytes({}, std::string(length, 'x'));
    EXPECT_EQ(bytes.size() % 4, 0U);
    EXPECT_LT(bytes.size() - header_size - length - 1, 4U);
  }
}

TEST(Newc, WhatIsNoHeader) {
  EXPECT_EQ(parse_header("").error().message, "no header of a newc archive");
  EXPECT_EQ(parse_header("070707" + std::string(104, '0')).error().message,
            "is an archive of the old portable format; the kernel reads 'newc' only");
  EXPECT_EQ(parse_header("070701" + std::string(103, '0')).error().message,
            "the archive ends within a header");
  EXPECT_EQ(parse_header("070701" + std::string(8, '0') + std::string(96, 'g')).error().message,
            "field 2 of a header is not hexadecimal");
}

RC_GTEST_PROP(Newc, AHeaderIsReadAsItWasWritten, ()) {
  const auto number = rc::gen::arbitrary<std::uint32_t>();
  Header header{*number, *number, *number, *number, *number, *number, *number,
                *number, *number, *number, *number, 0,       *number};
  const auto name = *rc::gen::container<std::string>(
      rc::gen::suchThat(rc::gen::arbitrary<char>(), [](char c) { return c != 0; }));
  const std::string bytes = header_bytes(header, name);
  header.name_size = static_cast<std::uint32_t>(name.size() + 1);
  RC_ASSERT(parse_header(bytes) == header);
  RC_ASSERT(bytes.substr(header_size, name.size() + 1) == name + '\0');
}

}  // namespace
}  // namespace linuxbake::cpio
