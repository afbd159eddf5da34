// SPDX-License-Identifier: MIT
// console.h - what the user sees of a source while it is fetched: lines that appear at once, and in
// the end, where nothing helped, all that was tried.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::fetch {

class Console {
 public:
  // `title` is in front of each line: "linux 6.18.45".
  Console(std::string title, std::ostream& output, std::ostream& errors);

  [[nodiscard]] const std::string& title() const { return title_; }
  void set_title(std::string title) { title_ = std::move(title); }

  // "-- <title>: <text>"
  void say(std::string_view text);
  // "-- <text>"
  void say_plainly(std::string_view text);
  // The same as say(), and remembered for the message of failure.
  void tried(std::string_view text);
  // On the error stream, as it is.
  void notice(std::string_view text);

  // "\n    - <text>" of each place that was tried.
  [[nodiscard]] const std::string& all_tried() const { return tried_; }

  // The error of a source that cannot be had: "linuxbake: <title>:", an empty line, and these
  // lines.
  [[nodiscard]] tl::unexpected<Error> give_up(const std::vector<std::string>& lines) const;

 private:
  std::string title_, tried_;
  std::ostream& output_;
  std::ostream& errors_;
};

// "12 kB" (rounded up), from a million on "1.2 MB" (cut off).
[[nodiscard]] std::string human_size(std::uint64_t bytes);

}  // namespace linuxbake::fetch
