// SPDX-License-Identifier: MIT
// serial_text.h - makes text of what comes over a serial line.
//
// Carriage returns, NULs and bells are dropped, a backspace takes back the character before it, and
// terminal escape sequences (ECMA-48: CSI, OSC and the two-character ones) are dropped, among them
// the query for the cursor's position, ESC [ 6 n, that a shell's line editor sends.
//
// Kernel messages may come in between anything, even in the middle of a line of a program. They are
// known by their time stamp ("[    0.693147] ", CONFIG_PRINTK_TIME) and are kept apart from the
// rest. Without time stamps they stay in the text.
//
// The result depends on the bytes alone and not on how they are cut into chunks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace linuxbake::boot {

enum class Source : std::uint8_t { program, kernel };

class SerialText {
 public:
  // Called with the text, in order. A newline or a '\b', which takes back the last character of its
  // source, comes alone.
  using Sink = std::function<void(std::string_view, Source)>;

  explicit SerialText(Sink sink) : sink_(std::move(sink)) {}

  void feed(std::string_view bytes);
  // How many bytes have been taken, up to the end of the text of which the sink is told.
  [[nodiscard]] std::size_t position() const { return position_; }

 private:
  enum class Escape : std::uint8_t { none, start, csi, osc, osc_escape };

  [[nodiscard]] bool in_escape(char byte);
  void text(char byte);
  [[nodiscard]] bool continues_time_stamp(char byte) const;
  void release();

  [[nodiscard]] std::size_t plain(std::string_view bytes) const;

  Sink sink_;
  std::size_t position_ = 0;
  Escape escape_ = Escape::none;
  std::size_t escape_length_ = 0;
  std::string held_;  // the beginning of what may become a time stamp
  bool kernel_ = false;
};

}  // namespace linuxbake::boot
