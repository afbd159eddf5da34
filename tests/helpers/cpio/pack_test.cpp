// SPDX-License-Identifier: MIT
#include "cpio/pack.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/double_quotes.h"
#include "common/files.h"
#include "cpio/list.h"
#include "cpio/names.h"
#include "kernel_model.h"
#include "support.h"

namespace linuxbake::cpio {
namespace {

TEST(Pack, AnArchiveByteForByte) {
  const TemporaryDirectory directory;
  directory.write("f", "hello");
  const Outcome outcome = lay_out(directory, "file /a f 0644 1 2\nslink /b a 0777 0 0\n");
  using namespace std::string_literals;
  std::string expected =
      "070701"
      "00000001"
      "000041ED"
      "00000000"
      "00000000"
      "00000002"
      "0000000F"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000002"
      "00000000"
      ".\0"
      "070701"
      "00000002"
      "000081A4"
      "00000001"
      "00000002"
      "00000001"
      "0000000F"
      "00000005"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000002"
      "00000000"
      "a\0hello\0\0\0"
      "070701"
      "00000003"
      "0000A1FF"
      "00000000"
      "00000000"
      "00000001"
      "0000000F"
      "00000001"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000002"
      "00000000"
      "b\0a\0\0\0"
      "070701"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000001"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "00000000"
      "0000000B"
      "00000000"
      "TRAILER!!!\0"s;
  expected.resize(512, '\0');
  EXPECT_EQ(packed(outcome.layout, {}, {.mtime = 15}), expected);
}

TEST(Pack, TheSizeIsKnownBefore) {
  const TemporaryDirectory directory;
  directory.write("f", std::string(1001, 'x'));
  const Outcome outcome = lay_out(directory, "file /a f 0644 0 0 /b /c\nslink /s abc 0777 0 0\n");
  EXPECT_EQ(packed(outcome.layout).size(), archive_size(outcome.layout, {}));
}

TEST(Pack, LargerFilesMayBeAligned) {
  const TemporaryDirectory directory;
  directory.write("small", std::string(4095, 's'));
  directory.write("large", std::string(4097, 'l'));
  const Outcome outcome = lay_out(
      directory, "file /a small 0644 0 0\nfile /b large 0644 0 0 /c\nfile /d/e large 0644 0 0\n");
  const ArchiveOptions options{.align = 4096};
  const std::string bytes = packed(outcome.layout, {}, options);
  EXPECT_EQ(bytes.size(), archive_size(outcome.layout, options));
  const std::size_t first = bytes.find(std::string(4097, 'l'));
  EXPECT_EQ(first % 4096, 0U);
  EXPECT_EQ(bytes.find(std::string(4097, 'l'), first + 4097) % 4096, 0U);
  EXPECT_NE(bytes.find(std::string(4095, 's')) % 4096, 0U);
  const Result<Archive> aligned = parse_archive(bytes);
  const Result<Archive> plain = parse_archive(packed(outcome.layout));
  ASSERT_TRUE(aligned.has_value() && plain.has_value());
  EXPECT_EQ(list_text(*aligned), list_text(*plain));
  Kernel kernel;
  kernel.unpack(*aligned);
  EXPECT_EQ(kernel.skipped, std::vector<std::string>());
}

TEST(Pack, ANameThatLeavesNoRoomIsNotAligned) {
  const TemporaryDirectory directory;
  directory.write("large", std::string(4096, 'l'));
  std::string name;
  for (int i = 0; i < 16; ++i) name += "/" + std::string(254, 'x');
  const Outcome outcome = lay_out(directory, "file " + name + " large 0644 0 0\n");
  const Result<Archive> archive = parse_archive(packed(outcome.layout, {}, {.align = 4096}));
  ASSERT_TRUE(archive.has_value());
  EXPECT_LE(archive->records.back().header.name_size, 4096U);
}

TEST(Pack, AlignmentsThatAreNone) {
  StringSink sink;
  for (const std::uint64_t align : {3U, 4095U, 8192U}) {
    EXPECT_FALSE(pack({}, {.align = align}, {}, sink).has_value()) << align;
  }
}

TEST(Pack, AFileAndMemoryGetTheSameBytes) {
  const TemporaryDirectory directory;
  directory.write("f", std::string(3'000'001, 'x'));
  const Outcome outcome = lay_out(directory, "file /a f 0644 0 0\nfile /e/f m 0644 0 0\n");
  directory.write("m", "");
  FileSink file;
  const Outcome again = lay_out(directory, "file /a f 0644 0 0\nfile /e/f m 0644 0 0\n");
  ASSERT_EQ(again.error, "");
  ASSERT_TRUE(file.open(directory.path / "out").has_value());
  ASSERT_TRUE(pack(again.layout, {}, {}, file).has_value());
  EXPECT_TRUE(read_file(directory.path / "out") == packed(again.layout));
}

// Manifests of a few names that often meet each other, below symbolic links too.
std::string any_name() {
  const auto part =
      rc::gen::element<std::string>("a", "b", "c", "l", "two words", "ü", "new\nline");
  return "/" + joined(*rc::gen::resize(
                   4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(part))));
}

std::string any_line() {
  const std::string name = quoted_word(any_name());
  const int id = *rc::gen::inRange(0, 3);
  switch (*rc::gen::inRange(0, 7)) {
    case 0:
      return fmt::format("dir {} 0755 {} 0\n", name, id);
    case 1:
      return fmt::format("pipe {} 0600 0 {}\n", name, id);
    case 2:
      return fmt::format("slink {} {} 0777 0 0\n", name, quoted_word(any_name()));
    case 3:
      return fmt::format("link {} {}\n", name, quoted_word(any_name()));
    case 4:
      return fmt::format("override file {} g 0755 0 0\n", name);
    case 5:
      return fmt::format("nod {} 0600 0 0 c 5 {}\n", name, id);
    default:
      return fmt::format("file {} f 0644 {} 0\n", name, id);
  }
}

std::vector<std::string> any_lines() {
  std::vector<std::string> lines;
  const int count = *rc::gen::inRange(0, 9);
  for (int i = 0; i < count; ++i) lines.push_back(any_line());
  return lines;
}

std::string together(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, ""));
}

RC_GTEST_PROP(Pack, TheKernelSkipsNothing, ()) {
  const TemporaryDirectory directory;
  directory.write("f", "first");
  directory.write("g", "second one");
  const Outcome outcome = lay_out(directory, together(any_lines()));
  RC_CLASSIFY(outcome.error.empty(), "valid");
  if (!outcome.error.empty()) {
    RC_ASSERT(outcome.error.starts_with("<dir>/m:"));
    return;
  }
  const Result<Archive> archive = parse_archive(packed(outcome.layout));
  RC_ASSERT(archive.has_value());
  Kernel kernel;
  kernel.unpack(*archive);
  RC_ASSERT(kernel.skipped.empty());
  RC_ASSERT(kernel.nodes.size() == outcome.layout.members.size());
  for (const Member& member : outcome.layout.members) {
    const KernelNode& node = kernel.nodes.at(member.name);
    RC_ASSERT((node.header.mode & 07777) == member.mode);
    RC_ASSERT(node.header.uid == member.uid);
    if (member.kind == Kind::file) {
      RC_ASSERT(node.data == (member.location.ends_with("/f") ? "first" : "second one"));
    }
    for (const Member& other : outcome.layout.members) {
      RC_ASSERT((member.inode == other.inode) == (node.inode == kernel.nodes.at(other.name).inode));
    }
  }
}

RC_GTEST_PROP(Pack, TheOrderOfTheLinesDoesNotCount, ()) {
  const TemporaryDirectory directory;
  directory.write("f", "first");
  directory.write("g", "second one");
  std::vector<std::string> lines = any_lines();
  const Outcome outcome = lay_out(directory, together(lines));
  std::reverse(lines.begin(), lines.end());
  const Outcome reversed = lay_out(directory, together(lines));
  RC_CLASSIFY(outcome.error.empty(), "valid");
  RC_ASSERT(outcome.error.empty() == reversed.error.empty());
  if (outcome.error.empty()) RC_ASSERT(packed(outcome.layout) == packed(reversed.layout));
}

RC_GTEST_PROP(Pack, WhatIsPackedIsRead, ()) {
  const TemporaryDirectory directory;
  directory.write("f", "first");
  directory.write("g", "second one");
  const Outcome outcome = lay_out(directory, together(any_lines()));
  RC_PRE(outcome.error.empty());
  const Result<Archive> archive = parse_archive(packed(outcome.layout, {}, {.mtime = 99}));
  RC_ASSERT(archive.has_value());
  RC_ASSERT(archive->records.size() == outcome.layout.members.size());
  for (std::size_t i = 0; i < archive->records.size(); ++i) {
    const Record& record = archive->records[i];
    const Member& member = outcome.layout.members[i];
    RC_ASSERT(record.name == member.name);
    RC_ASSERT(record.header.mtime == 99U);
    RC_ASSERT(record.header.inode == member.inode);
    RC_ASSERT(record.data.size() == member.size);
  }
}

}  // namespace
}  // namespace linuxbake::cpio
