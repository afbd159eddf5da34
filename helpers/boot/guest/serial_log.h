// SPDX-License-Identifier: MIT
// serial_log.h - the file with the raw bytes of the serial line, and what is kept of its text.
//
// A guest may print without end. Of more than `head_limit` bytes the file keeps these, a line that
// says how much is left out, and the last `tail_limit`; the file is written while the guest runs.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "boot/guest/serial_text.h"

namespace linuxbake::boot {

class SerialLog {
 public:
  explicit SerialLog(const std::filesystem::path& file,
                     std::size_t head_limit = std::size_t{8} << 20U,
                     std::size_t tail_limit = std::size_t{1} << 20U);

  void feed(std::string_view bytes);
  // Writes the tail, if there is one.
  void close();

  // All text of the line, kernel and programs, without escapes: the first and last parts.
  [[nodiscard]] std::string text() const;
  // The last lines of it.
  [[nodiscard]] std::string last_lines(std::size_t count) const;
  // From the first line that has these words, at most so many lines. Empty: no line has them.
  [[nodiscard]] std::string lines_from(std::string_view words, std::size_t count) const;

 private:
  void keep_text(std::string_view text);

  std::ofstream stream_;
  std::size_t head_limit_, tail_limit_;
  std::size_t written_ = 0, skipped_ = 0;
  std::string tail_;
  SerialText serial_;
  std::string first_text_, last_text_;
};

}  // namespace linuxbake::boot
