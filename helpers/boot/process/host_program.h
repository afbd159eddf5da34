// SPDX-License-Identifier: MIT
// host_program.h - a program of the host that runs while the guest is up: the step `host`.
#pragma once

#include <string>
#include <vector>

#include "boot/process/child.h"

namespace linuxbake::boot {

class HostProgram {
 public:
  struct End {
    std::string output;  // what it wrote to both streams, as far as `output_limit` goes
    int exit_code = 0;   // 128 and the signal's number, as a shell says; 127: it did not start
  };
  static constexpr std::size_t output_limit = std::size_t{1} << 20U;

  // Its standard input is empty. Started in its own process group; ends with this object.
  explicit HostProgram(const std::vector<std::string>& command);
  HostProgram(const HostProgram&) = delete;
  HostProgram& operator=(const HostProgram&) = delete;
  ~HostProgram();

  // Takes what it has written; whether it has ended.
  [[nodiscard]] bool ended();
  [[nodiscard]] End end();

 private:
  void take_output();

  Child child_;
  End end_;
  bool started_ = false;
};

// A port of 127.0.0.1 that nobody listens at just now. Errors: the system has none.
[[nodiscard]] Result<unsigned> free_port();

}  // namespace linuxbake::boot
