// SPDX-License-Identifier: MIT
#include "deb/tar.h"

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

TarMember member(cpio::Kind kind, const std::string& name) {
  TarMember result;
  result.kind = kind;
  result.name = name;
  result.mode = 04755;
  return result;
}

std::string archive(const std::vector<TarMember>& members) {
  std::string bytes;
  for (const TarMember& one : members) {
    bytes += tar_header(one, one.data.size(), 0);
    bytes += one.data;
    bytes.append(tar_padding(one.data.size()), '\0');
  }
  bytes.append(tar_end(bytes.size()), '\0');
  return bytes;
}

TEST(DebTar, IsReadAsItIsWritten) {
  TarMember file = member(cpio::Kind::file, "./" + std::string(150, 'n'));
  file.data = "data";
  file.uid = 3000000;  // more than seven octal digits
  file.gid = 4294967294;
  TarMember link = member(cpio::Kind::symlink, "./link");
  link.target = std::string(101, 't');
  TarMember device = member(cpio::Kind::character, "./null");
  device.major = 1;
  device.minor = 3;
  const std::string bytes = archive({member(cpio::Kind::directory, "."), file, link, device});
  EXPECT_EQ(bytes.size() % 10240, 0U);
  const auto read = parse_tar(bytes);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 4U);
  EXPECT_EQ(read->at(0).name, ".");
  EXPECT_EQ(read->at(1).name, file.name);
  EXPECT_EQ(read->at(1).data, "data");
  EXPECT_EQ(read->at(1).mode, 04755U);
  EXPECT_EQ(read->at(1).uid, 3000000U);
  EXPECT_EQ(read->at(1).gid, 4294967294U);
  EXPECT_EQ(read->at(2).target, link.target);
  EXPECT_EQ(read->at(3).major, 1U);
  EXPECT_EQ(read->at(3).minor, 3U);
}

TEST(DebTar, WhatIsDamagedIsAnError) {
  TarMember file = member(cpio::Kind::file, "./a");
  file.data = "data";
  std::string bytes = archive({file});
  EXPECT_FALSE(parse_tar(std::string_view(bytes).substr(0, 600)));
  bytes[0] = 'X';
  EXPECT_EQ(parse_tar(bytes).error().message, "a header of the tar archive is damaged");
}

}  // namespace
}  // namespace linuxbake::deb
