// SPDX-License-Identifier: MIT
// status_line.h - who waits at a terminal is told what for.
//
// After a second of work, one line on stderr that is rewritten twice a second and erased at the
// end: "linuxbake-kconfig: lint: 120 of 3807 lines, 3 s". Where stderr is no terminal, nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace linuxbake::kconfig {

class StatusLine {
 public:
  // While it lives, this is what is being done.
  explicit StatusLine(std::string what);
  ~StatusLine();
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;
  StatusLine(StatusLine&&) = delete;
  StatusLine& operator=(StatusLine&&) = delete;

  // So many lines of so many are done.
  void count(std::size_t done, std::size_t of);

 private:
  struct Shown;
  std::unique_ptr<Shown> shown_;  // null: there is nobody to see it
};

}  // namespace linuxbake::kconfig
