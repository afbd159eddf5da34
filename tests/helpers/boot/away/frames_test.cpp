// SPDX-License-Identifier: MIT
#include "boot/away/frames.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake::boot {
namespace {

const std::string stamp = "0123456789abcdef";

std::string stream_of(const std::vector<Frame>& frames) {
  std::string stream;
  for (const Frame& frame : frames) stream += frame_bytes(stamp, frame);
  return stream;
}

TEST(Frames, HaveTheBytesThatTheyWereGiven) {
  EXPECT_EQ(frame_bytes(stamp, {FrameKind::output, "a\nb"}), "\x01" + stamp + " o 3\na\nb");
  const std::vector<Frame> frames = {{FrameKind::output, std::string("a\0\x01", 3)},
                                     {FrameKind::errors, ""},
                                     {FrameKind::end, "256"}};
  FrameReader reader(stamp);
  EXPECT_EQ(reader.take(stream_of(frames)), frames);
  EXPECT_EQ(reader.stray(), "");
}

TEST(Frames, StandBetweenWhatOthersWrite) {
  FrameReader reader(stamp);
  const Frame frame{FrameKind::output, "x"};
  const auto frames = reader.take("welcome\n" + stream_of({frame}) + "\x01" + stamp + " q 5\n" +
                                  stream_of({frame}));
  EXPECT_EQ(frames, (std::vector<Frame>{frame, frame}));
  EXPECT_EQ(reader.stray(), "welcome\n\x01" + stamp + " q 5\n");
}

TEST(Frames, OfAnotherTokenAreNone) {
  FrameReader reader(stamp);
  const std::string other = frame_bytes("fedcba9876543210", {FrameKind::end, "0"});
  EXPECT_TRUE(reader.take(other).empty());
  EXPECT_EQ(reader.stray(), other);
}

TEST(Frames, WithALengthThatIsNoNumberAreNone) {
  for (const std::string header : {" o -1\n", " o 1x\n", " o \n", " o99\n", " o 1 \n"}) {
    FrameReader reader(stamp);
    EXPECT_TRUE(reader.take("\x01" + stamp + header + "abc").empty()) << header;
    EXPECT_EQ(reader.stray(), "\x01" + stamp + header + "abc");
  }
}

TEST(Frames, OfAStreamThatBreaksOffAreWholeOrNone) {
  FrameReader reader(stamp);
  const std::string stream = stream_of({{FrameKind::output, "one"}, {FrameKind::end, "0"}});
  EXPECT_EQ(reader.take(stream.substr(0, stream.size() - 1)).size(), 1U);
}

TEST(Frames, NameAFile) {
  const std::optional<SentFile> file =
      file_of_frame(frame_of_file({"/a b/c", std::string("\0x", 2)}));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, "/a b/c");
  EXPECT_EQ(file->bytes, std::string("\0x", 2));
  EXPECT_FALSE(file_of_frame({FrameKind::file, "no end"}));
  EXPECT_FALSE(file_of_frame({FrameKind::output, std::string("a\0b", 3)}));
}

TEST(Frames, SayAnEnd) {
  EXPECT_EQ(end_of_frame(frame_of_end(6)), 6);
  EXPECT_FALSE(end_of_frame({FrameKind::end, ""}));
  EXPECT_FALSE(end_of_frame({FrameKind::end, "1;"}));
  EXPECT_FALSE(end_of_frame({FrameKind::output, "1"}));
}

TEST(Frames, HaveAnotherTokenEachTime) {
  EXPECT_NE(new_token(), new_token());
  EXPECT_EQ(new_token().size(), stamp.size());
}

RC_GTEST_PROP(FramesProperty, PiecesOfAStreamGiveTheSameFrames,
              (const std::vector<std::string>& texts)) {
  std::string stream = "before";
  std::vector<Frame> expected;
  for (const std::string& text : texts) {
    expected.push_back({FrameKind::errors, text});
    stream += frame_bytes(stamp, expected.back()) + "\x01" + stamp.substr(0, 3);
  }
  FrameReader reader(stamp);
  std::vector<Frame> frames;
  for (std::size_t at = 0; at < stream.size();) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 40);
    for (Frame& frame : reader.take(std::string_view(stream).substr(at, size))) {
      frames.push_back(std::move(frame));
    }
    at += size;
  }
  RC_ASSERT(frames == expected);
}

}  // namespace
}  // namespace linuxbake::boot
