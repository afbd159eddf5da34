// SPDX-License-Identifier: MIT
// console.h - what the user sees of a target while it is built.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace linuxbake::bake {

class Console {
 public:
  // `title` is in front of each line: the target.
  Console(std::string title, std::ostream& output, std::ostream& errors);

  // "-- <title>: <text>" on the output, at once.
  void say(std::string_view text) const;
  // "<title>: <text>" among the errors.
  void warn(std::string_view text) const;
  // What a program has printed, as it is, among the errors.
  void show(std::string_view output) const;

  [[nodiscard]] const std::string& title() const { return title_; }

 private:
  std::string title_;
  std::ostream& output_;
  std::ostream& errors_;
};

}  // namespace linuxbake::bake
