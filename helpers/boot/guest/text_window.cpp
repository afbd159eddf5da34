// SPDX-License-Identifier: MIT
#include "boot/guest/text_window.h"

#include <algorithm>

namespace linuxbake::boot {
namespace {

constexpr std::size_t window_size = std::size_t{4} << 20U;

}  // namespace

void TextWindow::push(std::string_view text) {
  text_ += text;
  if (text_.size() < 2 * window_size) return;
  const std::size_t excess = text_.size() - window_size;
  text_.erase(0, excess);
  dropped_ += excess;
}

void TextWindow::take_back() {
  if (!text_.empty() && text_.back() != '\n') text_.pop_back();
}

std::string_view TextWindow::from(std::size_t position) const {
  const std::string_view all = text_;
  if (position <= dropped_) return all;
  return all.substr(std::min(position - dropped_, all.size()));
}

}  // namespace linuxbake::boot
