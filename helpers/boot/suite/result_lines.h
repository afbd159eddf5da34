// SPDX-License-Identifier: MIT
// result_lines.h - what the readers of results.h have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/suite/results.h"
#include "common/lines.h"

namespace linuxbake::boot {

// Calls `take` with each line, without its end; a carriage return before it is no part of it.
template <typename Take>
void for_each_line(std::string_view text, const Take& take) {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.ends_with('\r')) line.remove_suffix(1);
    take(line);
  }
}

// Of a program that says when a test begins and when it ends. A test during which the next one
// begins, or the output ends, has failed: the program crashed.
class ResultCollector {
 public:
  void begin(std::string name);
  // The name of the test that is running, or nothing.
  [[nodiscard]] const std::string* running() const;
  // What is said about it, in whole lines.
  void add(std::string_view text);
  void end(ResultKind kind);

  [[nodiscard]] bool empty() const { return results_.empty(); }
  // All, by unique names.
  [[nodiscard]] std::vector<SingleResult> finish();

 private:
  void abandon();

  std::vector<SingleResult> results_;
  std::optional<SingleResult> running_;
};

// The second result of a name gets a number: "name", "name (2)".
void make_unique(std::vector<SingleResult>& results);

}  // namespace linuxbake::boot
