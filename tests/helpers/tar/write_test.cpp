// SPDX-License-Identifier: MIT
#include "tar/write.h"

#include <gtest/gtest.h>

#include "support/made_tar.h"
#include "tar/header.h"
#include "tar/read.h"

namespace linuxbake::tar {
namespace {

Entry entry(cpio::Kind kind, const std::string& name) {
  Entry result;
  result.kind = kind;
  result.name = name;
  result.mode = 04755;
  return result;
}

std::string archive(const std::vector<Entry>& members) {
  std::string bytes;
  for (const Entry& one : members) {
    bytes += header_of(one, one.data.size(), 0);
    bytes += one.data;
    bytes.append(padding(one.data.size()), '\0');
  }
  bytes.append(end_size(bytes.size()), '\0');
  return bytes;
}

TEST(TarWrite, IsReadAsItIsWritten) {
  Entry file = entry(cpio::Kind::file, "./" + std::string(150, 'n'));
  file.data = "data";
  file.uid = 3000000;  // more than seven octal digits
  file.gid = 4294967294;
  Entry link = entry(cpio::Kind::symlink, "./link");
  link.target = std::string(101, 't');
  Entry device = entry(cpio::Kind::character, "./null");
  device.major = 1;
  device.minor = 3;
  const std::string bytes = archive({entry(cpio::Kind::directory, "."), file, link, device});
  EXPECT_EQ(bytes.size() % 10240, 0U);
  const auto entries = read(bytes, Readers::dpkg);
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 4U);
  EXPECT_EQ(entries->at(0).name, ".");
  EXPECT_EQ(entries->at(1).name, file.name);
  EXPECT_EQ(entries->at(1).data, "data");
  EXPECT_EQ(entries->at(1).mode, 04755U);
  EXPECT_EQ(entries->at(1).uid, 3000000U);
  EXPECT_EQ(entries->at(1).gid, 4294967294U);
  EXPECT_EQ(entries->at(2).target, link.target);
  EXPECT_EQ(entries->at(3).major, 1U);
  EXPECT_EQ(entries->at(3).minor, 3U);
}

TEST(TarWrite, WhatIsDamagedIsAnError) {
  Entry file = entry(cpio::Kind::file, "./a");
  file.data = "data";
  std::string bytes = archive({file});
  EXPECT_FALSE(read(std::string_view(bytes).substr(0, 600), Readers::dpkg));
  bytes[0] = 'X';
  EXPECT_EQ(read(bytes, Readers::dpkg).error().message,
            "the tar archive is damaged: the checksum of a header is wrong");
}

}  // namespace
}  // namespace linuxbake::tar
