// SPDX-License-Identifier: MIT
// frames.h - what comes back from another machine, on one stream: both outputs of a command, files,
// and its end.
//
//   frame = 0x01 TOKEN " " KIND " " LENGTH "\n" BYTES
//
// KIND is o (standard output), e (standard error), f (a file: its path, 0x00, its bytes) or x (the
// end: a status as wait(2) gives it, in decimal). TOKEN is a word that is drawn anew for each
// start, so nothing that a program prints is a frame. A launcher may write between frames: a
// greeting of ssh, a line of a prolog.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

enum class FrameKind : char { output = 'o', errors = 'e', file = 'f', end = 'x' };

struct Frame {
  FrameKind kind = FrameKind::output;
  std::string bytes;
  friend bool operator==(const Frame&, const Frame&) = default;
};

[[nodiscard]] std::string new_token();
[[nodiscard]] std::string frame_bytes(std::string_view token, const Frame& frame);

struct SentFile {
  std::string path, bytes;
};
[[nodiscard]] Frame frame_of_file(const SentFile& file);
[[nodiscard]] std::optional<SentFile> file_of_frame(const Frame& frame);

[[nodiscard]] Frame frame_of_end(int wait_status);
[[nodiscard]] std::optional<int> end_of_frame(const Frame& frame);

// Takes a stream apart, in pieces as they come.
class FrameReader {
 public:
  explicit FrameReader(std::string_view token) : mark_("\x01" + std::string(token) + " ") {}

  // The frames that are whole now.
  [[nodiscard]] std::vector<Frame> take(std::string_view bytes);
  // What stood between them so far.
  [[nodiscard]] const std::string& stray() const { return stray_; }

 private:
  std::string mark_, buffer_, stray_;
};

}  // namespace linuxbake::boot
