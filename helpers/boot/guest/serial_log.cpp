// SPDX-License-Identifier: MIT
#include "boot/guest/serial_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/lines.h"

namespace linuxbake::boot {
namespace {

constexpr std::size_t kept_text = std::size_t{256} << 10U;  // of the beginning, and of the end

// Keeps the last `limit` bytes, moving them now and then only; returns how many were dropped.
std::size_t keep_last(std::string& text, std::size_t limit) {
  if (text.size() < 2 * limit) return 0;
  const std::size_t excess = text.size() - limit;
  text.erase(0, excess);
  return excess;
}

}  // namespace

SerialLog::SerialLog(const std::filesystem::path& file, std::size_t head_limit,
                     std::size_t tail_limit)
    : stream_(file, std::ios::binary | std::ios::trunc),
      head_limit_(head_limit),
      tail_limit_(tail_limit),
      serial_([this](std::string_view text, Source) { keep_text(text); }) {}

void SerialLog::feed(std::string_view bytes) {
  serial_.feed(bytes);
  const std::string_view head = bytes.substr(0, head_limit_ - std::min(head_limit_, written_));
  stream_.write(head.data(), static_cast<std::streamsize>(head.size()));
  stream_.flush();
  written_ += head.size();
  tail_ += bytes.substr(head.size());
  skipped_ += keep_last(tail_, tail_limit_);
}

void SerialLog::close() {
  if (skipped_ > 0) stream_ << fmt::format("\n[… {} bytes are left out here …]\n", skipped_);
  stream_ << tail_;
  tail_.clear();
  stream_.close();
}

void SerialLog::keep_text(std::string_view text) {
  std::string& part = first_text_.size() < kept_text ? first_text_ : last_text_;
  if (text == "\b") {
    if (!part.empty() && part.back() != '\n') part.pop_back();
    return;
  }
  part += text;
  keep_last(last_text_, kept_text);
}

std::string SerialLog::text() const {
  return first_text_ + last_text_;
}

std::string SerialLog::last_lines(std::size_t count) const {
  return std::string(linuxbake::last_lines(text(), count));
}

std::string SerialLog::lines_from(std::string_view words, std::size_t count) const {
  const std::string all = text();
  const std::size_t place = all.find(words);
  if (place == std::string::npos) return {};
  const std::size_t begin = all.rfind('\n', place) + 1;  // npos + 1: the first line
  std::size_t end = begin;
  while (count-- > 0 && end < all.size()) end = std::min(all.find('\n', end), all.size() - 1) + 1;
  const bool is_whole = all[end - 1] == '\n';
  return all.substr(begin, end - begin - (is_whole ? 1 : 0));
}

}  // namespace linuxbake::boot
