// SPDX-License-Identifier: MIT
#include "oci/tar.h"

#include <gtest/gtest.h>

#include "made_tar.h"

namespace linuxbake::oci {
namespace {

std::string error_of(const std::string& bytes) {
  const auto read = read_tar(bytes);
  return read ? "" : read.error().message;
}

TEST(Tar, EntriesComeAsTheyWereWritten) {
  const std::string bytes = tar_of({{"./a/", '5', "", "", 0755, 7, 8},
                                    {"a/f", '0', "", std::string(700, 'x'), 04755},
                                    {"a/l", '2', "../f"},
                                    {"a/h", '1', "a/f", ""},
                                    {"p", '6'},
                                    {"c", '3'},
                                    {"b", '4'},
                                    {"old/", '\0'}});
  const auto read = read_tar(bytes);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 8U);
  EXPECT_EQ(read->at(0).name, "./a/");
  EXPECT_EQ(read->at(0).uid, 7U);
  EXPECT_EQ(read->at(0).gid, 8U);
  EXPECT_EQ(read->at(1).data, std::string(700, 'x'));
  EXPECT_EQ(read->at(1).mode, 04755U);
  EXPECT_EQ(read->at(2).link, "../f");
  const std::vector<TarType> types = {TarType::directory, TarType::file,     TarType::symlink,
                                      TarType::hard_link, TarType::fifo,     TarType::character,
                                      TarType::block,     TarType::directory};
  for (std::size_t at = 0; at < types.size(); ++at) EXPECT_EQ(read->at(at).type, types[at]) << at;
}

TEST(Tar, LongNamesAndLargeNumbers) {
  const std::string path(300, 'p');
  const std::string gnu(200, 'g');
  std::string large = tar_header({"number"});
  large.replace(108, 8, std::string("\x80\0\0\0\0\x12\xd6\x87", 8));  // uid 1234567, base 256
  unsigned sum = 0;
  large.replace(148, 8, "        ");
  for (const char c : large) sum += static_cast<unsigned char>(c);
  large.replace(148, 8, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
  std::string bytes =
      tar_member({"x", 'x', "",
                  pax_record("path", path) + pax_record("uid", "70000") +
                      pax_record("SCHILY.xattr.security.capability", std::string("\1\0\n=", 4))}) +
      tar_member({"short"}) + tar_member({"L", 'L', "", gnu + '\0'}) +
      tar_member({"K", 'K', "", gnu + '\0'}) + tar_member({"s", '2', "s"}) + large;
  const auto read = read_tar(bytes);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->at(0).name, path);
  EXPECT_EQ(read->at(0).uid, 70000U);
  EXPECT_EQ(read->at(0).dropped, std::vector<std::string>{"xattr.security.capability"});
  EXPECT_EQ(read->at(1).name, gnu);
  EXPECT_EQ(read->at(1).link, gnu);
  EXPECT_EQ(read->at(2).uid, 1234567U);
  EXPECT_TRUE(read->at(2).dropped.empty());
}

TEST(Tar, WhatIsBehindTheEndDoesNotCount) {
  const auto read = read_tar(tar_of({{"a"}}) + "rubbish");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 1U);
}

TEST(Tar, DamageIsAnErrorThatSaysWhere) {
  const std::string good = tar_of({{"first"}, {"second", '0', "", std::string(600, 'x')}});
  EXPECT_EQ(error_of(good.substr(0, 1536)),
            "the tar archive is damaged: it is cut short behind 'second'");
  EXPECT_EQ(error_of(good.substr(0, 700)),
            "the tar archive is damaged: it is cut short behind 'first'");
  std::string flipped = good;
  flipped[512] = 'S';
  EXPECT_EQ(error_of(flipped),
            "the tar archive is damaged: the checksum of a header is wrong, behind 'first'");
  EXPECT_EQ(error_of(std::string(512, 'x')),
            "the tar archive is damaged: the checksum of a header is wrong");
  EXPECT_EQ(error_of(tar_member({"x", 'x', "", "7 a=b\n"})),
            "the tar archive is damaged: the attributes of an entry are none");
  EXPECT_EQ(error_of(tar_member({"x", 'x', "", pax_record("uid", "-1")}) + tar_of({{"a"}})),
            "the tar archive is damaged: 'a' has a number that is none, or too large");
  EXPECT_EQ(error_of(tar_member({"x", 'x', "", pax_record("path", std::string("a\0b", 3))}) +
                     tar_of({{"a"}})),
            "the tar archive is damaged: a name has a NUL in it");
}

TEST(Tar, WhatNoLayerHasIsRefused) {
  EXPECT_EQ(error_of(tar_of({{"a", 'S'}})),
            "'a' is a sparse file of GNU tar, which is not read here");
  EXPECT_EQ(
      error_of(tar_member({"x", 'x', "", pax_record("GNU.sparse.major", "1")}) + tar_of({{"a"}})),
      "'a' is a sparse file of GNU tar, which is not read here");
  EXPECT_EQ(error_of(tar_of({{"a", 'V'}})), "'a' has the type 'V', which no layer has");
}

}  // namespace
}  // namespace linuxbake::oci
