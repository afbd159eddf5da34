// SPDX-License-Identifier: MIT
#include "boot/guest/serial_text.h"

namespace linuxbake::boot {
namespace {

// A sequence that does not end is not one; text must not be lost for a stray ESC.
constexpr std::size_t longest_escape = 256;
constexpr char escape_character = '\x1b';
constexpr char bell = '\a';
constexpr std::size_t digits_after_the_point = 6;  // printk's microseconds
constexpr std::size_t longest_time_stamp = 24;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

void SerialText::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (const std::size_t size = plain(bytes); size > 0) {
      position_ += size;
      sink_(bytes.substr(0, size), kernel_ ? Source::kernel : Source::program);
      bytes.remove_prefix(size);
      continue;
    }
    ++position_;
    const char byte = bytes.front();
    bytes.remove_prefix(1);
    if (in_escape(byte)) continue;
    if (byte == '\r' || byte == '\0' || byte == bell) continue;
    text(byte);
  }
}

// How many bytes at the beginning are nothing but text.
std::size_t SerialText::plain(std::string_view bytes) const {
  if (escape_ != Escape::none || !held_.empty()) return 0;
  std::size_t size = 0;
  while (size < bytes.size() && static_cast<unsigned char>(bytes[size]) >= ' ' &&
         bytes[size] != '[') {
    ++size;
  }
  return size;
}

bool SerialText::in_escape(char byte) {
  if (escape_ == Escape::none) {
    if (byte != escape_character) return false;
    escape_ = Escape::start;
    escape_length_ = 0;
    return true;
  }
  const bool too_long = ++escape_length_ > longest_escape;
  const bool final_byte = byte >= '@' && byte <= '~';
  switch (escape_) {
    case Escape::start:
      escape_ = byte == '[' ? Escape::csi : byte == ']' ? Escape::osc : Escape::none;
      // ESC ( B and its like have one byte in between.
      if (byte >= ' ' && byte <= '/') escape_ = Escape::start;
      break;
    case Escape::csi:
      if (final_byte) escape_ = Escape::none;
      break;
    case Escape::osc:
      if (byte == bell) escape_ = Escape::none;
      if (byte == escape_character) escape_ = Escape::osc_escape;
      break;
    case Escape::osc_escape:
    case Escape::none:
      escape_ = Escape::none;
      break;
  }
  if (too_long || byte == '\n') escape_ = Escape::none;
  return byte != '\n';
}

bool SerialText::continues_time_stamp(char byte) const {
  if (held_.empty()) return byte == '[';
  if (held_.size() > longest_time_stamp) return false;
  if (held_.back() == ']') return byte == ' ' || byte == '[';  // '[': CONFIG_PRINTK_CALLER
  const std::size_t point = held_.find('.');
  if (point == std::string::npos) {
    if (byte == ' ') return !digit(held_.back());
    if (byte == '.') return digit(held_.back());
    return digit(byte);
  }
  const bool complete = held_.size() - point - 1 == digits_after_the_point;
  return complete ? byte == ']' : digit(byte);
}

void SerialText::release() {
  if (!held_.empty()) sink_(held_, Source::program);
  held_.clear();
}

void SerialText::text(char byte) {
  if (kernel_) {
    sink_({&byte, 1}, Source::kernel);
    if (byte == '\n') kernel_ = false;
    return;
  }
  if (!continues_time_stamp(byte)) {
    release();
    if (byte == '[') {
      held_ = byte;
    } else {
      sink_({&byte, 1}, Source::program);
    }
    return;
  }
  held_ += byte;
  if (held_.size() > 1 && held_[held_.size() - 2] == ']') {
    sink_(held_, Source::kernel);
    held_.clear();
    kernel_ = true;
  }
}

}  // namespace linuxbake::boot
