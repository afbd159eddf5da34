// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "deb/ar.h"
#include "deb/md5.h"

namespace linuxbake::deb {
namespace {

// RFC 1321, appendix A.5.
TEST(DebMd5, GivesTheSumsOfTheRfc) {
  EXPECT_EQ(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5("a"), "0cc175b9c0f1b6a831c399e269772661");
  EXPECT_EQ(md5("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
            "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(DebAr, IsReadAsItIsWritten) {
  const std::string bytes = ar_bytes({{"one", "odd"}, {"two", ""}, {"three.tar.xz", "even"}}, 7);
  EXPECT_EQ(bytes.substr(0, 68),
            "!<arch>\n"
            "one             7           0     0     100644  3         `\n");
  EXPECT_EQ(bytes.size(), 8 + 60 + 4 + 60 + 60 + 4U);
  const auto members = parse_ar(bytes);
  ASSERT_TRUE(members);
  EXPECT_EQ(*members, (ArMembers{{"one", "odd"}, {"two", ""}, {"three.tar.xz", "even"}}));
}

TEST(DebAr, WhatIsDamagedIsAnError) {
  const std::string bytes = ar_bytes({{"one", "1234"}}, 0);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    if (size != ar_magic.size()) {
      EXPECT_FALSE(parse_ar(bytes.substr(0, size))) << size;
    }
  }
  EXPECT_EQ(parse_ar("PK").error().message, "is no .deb: it does not begin with '!<arch>'");
}

}  // namespace
}  // namespace linuxbake::deb
