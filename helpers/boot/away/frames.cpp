// SPDX-License-Identifier: MIT
#include "boot/away/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <random>

namespace linuxbake::boot {
namespace {

constexpr std::string_view frame_kinds = "oefx";
constexpr std::size_t longest_length = 20;  // digits, with what stands before them

struct FrameHeader {
  FrameKind kind;
  std::size_t length;
  std::size_t size;  // of the header, from KIND on
};

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

// "o 12\n" at the beginning of the text, which has a line's end.
std::optional<FrameHeader> frame_header(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  if (line.size() < 3 || line[1] != ' ' || frame_kinds.find(line[0]) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto length = whole_number<std::size_t>(line.substr(2));
  if (!length) return std::nullopt;
  return FrameHeader{static_cast<FrameKind>(line[0]), *length, line.size() + 1};
}

}  // namespace

std::string new_token() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

std::string frame_bytes(std::string_view token, const Frame& frame) {
  return fmt::format("\x01{} {} {}\n{}", token, static_cast<char>(frame.kind), frame.bytes.size(),
                     frame.bytes);
}

Frame frame_of_file(const SentFile& file) {
  return {FrameKind::file, file.path + '\0' + file.bytes};
}

std::optional<SentFile> file_of_frame(const Frame& frame) {
  const std::size_t end = frame.bytes.find('\0');
  if (frame.kind != FrameKind::file || end == std::string::npos) return std::nullopt;
  return SentFile{frame.bytes.substr(0, end), frame.bytes.substr(end + 1)};
}

Frame frame_of_end(int wait_status) {
  return {FrameKind::end, std::to_string(wait_status)};
}

std::optional<int> end_of_frame(const Frame& frame) {
  if (frame.kind != FrameKind::end) return std::nullopt;
  return whole_number<int>(frame.bytes);
}

std::vector<Frame> FrameReader::take(std::string_view bytes) {
  buffer_ += bytes;
  std::vector<Frame> frames;
  std::size_t done = 0;
  while (true) {
    const std::size_t at = std::min(buffer_.find(mark_, done), buffer_.size());
    if (at == buffer_.size()) {  // the beginning of a mark may be at the end
      const std::size_t half = std::min(buffer_.rfind('\x01'), buffer_.size());
      const bool may_begin =
          half >= done && mark_.starts_with(std::string_view(buffer_).substr(half));
      const std::size_t end = may_begin ? half : buffer_.size();
      stray_ += buffer_.substr(done, end - done);
      done = end;
      break;
    }
    stray_ += buffer_.substr(done, at - done);
    done = at;
    const std::string_view rest = std::string_view(buffer_).substr(at + mark_.size());
    if (rest.find('\n') == std::string_view::npos && rest.size() <= longest_length) break;
    const auto header = frame_header(rest);
    if (!header) {
      stray_ += buffer_[done++];
      continue;
    }
    if (rest.size() < header->size + header->length) break;
    frames.push_back({header->kind, std::string(rest.substr(header->size, header->length))});
    done += mark_.size() + header->size + header->length;
  }
  buffer_.erase(0, done);
  return frames;
}

}  // namespace linuxbake::boot
