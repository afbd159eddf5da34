// SPDX-License-Identifier: MIT
// outlet.h - one of our streams, to which the output of a program in a guest goes as it comes.
#pragma once

#include <string_view>

namespace linuxbake::boot {

class Outlet {
 public:
  explicit Outlet(int descriptor) : descriptor_(descriptor) {}

  // All of it; nothing more after an error.
  void write(std::string_view bytes);
  // The errno of what could not be written; 0 if all was.
  [[nodiscard]] int error() const { return error_; }

 private:
  int descriptor_;
  int error_ = 0;
};

}  // namespace linuxbake::boot
