// SPDX-License-Identifier: MIT
// text_window.h - text that arrived, with positions counted from the start; only the last part is
// kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linuxbake::boot {

class TextWindow {
 public:
  void push(std::string_view text);
  // The last character, as a backspace does; not beyond the beginning of its line.
  void take_back();
  [[nodiscard]] std::size_t begin() const { return dropped_; }
  [[nodiscard]] std::size_t end() const { return dropped_ + text_.size(); }
  [[nodiscard]] std::string_view from(std::size_t position) const;
  [[nodiscard]] bool ends_with(std::string_view text) const { return text_.ends_with(text); }
  [[nodiscard]] const std::string& kept() const { return text_; }

 private:
  std::string text_;
  std::size_t dropped_ = 0;
};

}  // namespace linuxbake::boot
