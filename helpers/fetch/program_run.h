// SPDX-License-Identifier: MIT
// program_run.h - runs a program of the host to its end, and shows that it goes on: lines of
// progress for what it prints, and every 20 seconds a line that it is still at it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/console.h"

namespace linuxbake::fetch {

enum class Progress {
  none,      // what it prints is kept
  files,     // it prints a name a line: a line for every 10,000
  download,  // apt's status lines: a line for every tenth
};

struct Program {
  std::vector<std::string> words;
  std::filesystem::path directory;  // empty: ours
  std::string locale;               // empty: ours
  Progress progress = Progress::none;
  std::string what;  // what it is doing, for "still <what>, for 20 seconds"
};

struct ProgramEnd {
  bool success = false;
  std::string end;     // "1", "signal 9", "cannot be started: …"
  std::string output;  // of Progress::none only
  std::string errors;
};

[[nodiscard]] ProgramEnd run_to_the_end(const Program& program, Console& console);

// The lines of progress that a program's output makes; a class of its own for its tests.
class ProgressLines {
 public:
  explicit ProgressLines(Progress kind) : kind_(kind) {}
  // "20000 files", "30 %": what to say after these bytes.
  [[nodiscard]] std::vector<std::string> feed(std::string_view bytes);

 private:
  [[nodiscard]] std::string line(std::string_view text);

  Progress kind_;
  std::string rest_;
  std::uint64_t files_ = 0;
  double last_ = 0;
};

}  // namespace linuxbake::fetch
