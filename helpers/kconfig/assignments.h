// SPDX-License-Identifier: MIT
// assignments.h - reading fragments and .config files, strictly.
//
// The format is what `conf` of the kernel and of BusyBox writes (Documentation/kbuild/kconfig.rst);
// both use the prefix CONFIG_. A line is one of
//
//   CONFIG_NAME=y | m | n                a bool or tristate
//   # CONFIG_NAME is not set             the same as =n
//   CONFIG_NAME=17 | -3 | 0x1f           an int or hex; nothing after '=' is an empty one
//   CONFIG_NAME="text"                   a string; \" and \\ stand for " and \ .
//   # anything else                      a comment
//
// or empty. White space at its end does not count. Everything else is an error, because `conf`
// drops such lines with a warning at most: a line that is indented, a value without its quotes. So
// is a comment that looks like the second kind and is none (near_misses.h), and a file that begins
// with a byte order mark.
//
// A comment '# override' or '# override: <reason>' on the line above an assignment says that it
// replaces an earlier fragment's value on purpose (merge.h); '# optional' or '# optional: <reason>'
// that it holds where it can, in a fragment that several kernels share: of a tree that does not
// know it, or where it does not take, nothing is said. Both may stand there, one below the other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::kconfig {

struct Assignment {
  std::string name;   // with its prefix: "CONFIG_TTY"
  std::string value;  // "y", "m", "n", a number, or a string with its quotes
  std::string file;   // as the caller named it
  std::size_t line = 0;
  bool overrides = false;  // marked '# override'
  bool optional = false;   // marked '# optional'

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

using Assignments = std::vector<Assignment>;  // in the order of their lines

// The assignments of a text; `file` is what messages call it. The error is the first one. With
// `near_misses` comments that are nearly assignments are told there, and are comments.
[[nodiscard]] Result<Assignments> parse_assignments(std::string_view text, std::string_view file,
                                                    std::vector<Error>* near_misses = nullptr);

// The same, from a file.
[[nodiscard]] Result<Assignments> read_assignments(const std::string& path);

// "CONFIG_X=y" or "# CONFIG_X is not set", as `conf` writes it, without a newline.
[[nodiscard]] std::string assignment_line(std::string_view name, std::string_view value);

// Whether two values are the same to Kconfig: equal texts, or numbers of which one is hex and the
// other has the same hex digits (a hex symbol takes "1f" and is written "0x1f").
[[nodiscard]] bool same_value(std::string_view left, std::string_view right);

}  // namespace linuxbake::kconfig
