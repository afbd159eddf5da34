// SPDX-License-Identifier: MIT
#include "tar/read.h"

#include <gtest/gtest.h>

#include "support/made_tar.h"

namespace linuxbake::tar {
namespace {

using cpio::Kind;

std::string error_of(const std::string& bytes) {
  const auto entries = read(bytes, Readers::image_engines);
  return entries ? "" : entries.error().message;
}

TEST(TarRead, EntriesComeAsTheyWereWritten) {
  const std::string bytes = tar_of({{"./a/", '5', "", "", 0755, 7, 8},
                                    {"a/f", '0', "", std::string(700, 'x'), 04755},
                                    {"a/l", '2', "../f"},
                                    {"a/h", '1', "a/f", ""},
                                    {"p", '6'},
                                    {"c", '3'},
                                    {"b", '4'},
                                    {"old/", '\0'}});
  const auto entries = read(bytes, Readers::image_engines);
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 8U);
  EXPECT_EQ(entries->at(0).name, "./a");
  EXPECT_EQ(entries->at(0).uid, 7U);
  EXPECT_EQ(entries->at(0).gid, 8U);
  EXPECT_EQ(entries->at(1).data, std::string(700, 'x'));
  EXPECT_EQ(entries->at(1).mode, 04755U);
  EXPECT_EQ(entries->at(2).target, "../f");
  const std::vector<Kind> kinds = {Kind::directory, Kind::file,     Kind::symlink,
                                   Kind::link,      Kind::fifo,     Kind::character,
                                   Kind::block,     Kind::directory};
  for (std::size_t at = 0; at < kinds.size(); ++at)
    EXPECT_EQ(entries->at(at).kind, kinds[at]) << at;
}

TEST(TarRead, NamesThatNoSystemTakesAreRefusedWhoeverReads) {
  for (const Readers readers : {Readers::image_engines, Readers::dpkg}) {
    const auto entries = read(long_name(deep_name(100'000)) + tar_of({{"x"}}), readers);
    ASSERT_FALSE(entries);
    EXPECT_TRUE(
        entries.error().message.ends_with("has 199999 bytes, and no system takes more than 4095"))
        << entries.error().message;
  }
  // As many as there may be.
  const std::string longest = deep_name(2048);
  ASSERT_EQ(longest.size(), 4095U);
  const auto entries = read(long_name(longest) + tar_of({{"x"}}), Readers::dpkg);
  ASSERT_TRUE(entries) << entries.error().message;
  EXPECT_EQ(entries->at(0).name, longest);
}

TEST(TarRead, LongNamesAndLargeNumbers) {
  const std::string path = std::string(150, 'p') + "/" + std::string(149, 'p');
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
  const auto entries = read(bytes, Readers::image_engines);
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ(entries->at(0).name, path);
  EXPECT_EQ(entries->at(0).uid, 70000U);
  EXPECT_EQ(entries->at(0).dropped, std::vector<std::string>{"xattr.security.capability"});
  EXPECT_EQ(entries->at(1).name, gnu);
  EXPECT_EQ(entries->at(1).target, gnu);
  EXPECT_EQ(entries->at(2).uid, 1234567U);
  EXPECT_TRUE(entries->at(2).dropped.empty());
}

TEST(TarRead, WhatIsBehindTheEndDoesNotCount) {
  const std::string bytes = tar_of({{"a"}}) + "rubbish";
  const auto entries = read(bytes, Readers::image_engines);
  ASSERT_TRUE(entries);
  EXPECT_EQ(entries->size(), 1U);
}

TEST(TarRead, DamageIsAnErrorThatSaysWhere) {
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

TEST(TarRead, WhatNoLayerHasIsRefused) {
  EXPECT_EQ(error_of(tar_of({{"a", 'S'}})),
            "'a' is a sparse file of GNU tar, which is not read here");
  EXPECT_EQ(
      error_of(tar_member({"x", 'x', "", pax_record("GNU.sparse.major", "1")}) + tar_of({{"a"}})),
      "'a' is a sparse file of GNU tar, which is not read here");
  EXPECT_EQ(error_of(tar_of({{"a", 'V'}})), "'a' has the type 'V', which no layer has");
}

// dpkg knows nothing of pax, and wants the blocks of zeros at the end.
TEST(TarRead, WhatDpkgDoesNotReadIsRefused) {
  const auto error = [](const std::string& bytes) {
    const auto entries = read(bytes, Readers::dpkg);
    return entries ? "" : entries.error().message;
  };
  const std::string good = tar_of({{"a"}});
  EXPECT_EQ(error(good), "");
  EXPECT_EQ(error(good.substr(0, 512)), "the tar archive is damaged: it is cut short behind 'a'");
  EXPECT_EQ(error(tar_member({"x", 'x', "", pax_record("uid", "1")}) + good),
            "'x' has the type 'x', which dpkg does not know");
}

}  // namespace
}  // namespace linuxbake::tar
