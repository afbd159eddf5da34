// SPDX-License-Identifier: MIT
// system_program.h - runs a program of the host and waits for it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/result.h"

namespace linuxbake::deb {

struct RunOptions {
  std::vector<std::pair<std::string, std::string>> environment;  // besides ours
  bool has_plain_umask = false;  // 022, whatever that of the user is
};

// What it has printed, both streams together; its input is empty. Errors: it does not start, or it
// fails, with what it has printed.
[[nodiscard]] Result<std::string> run_system_program(const std::vector<std::string>& command,
                                                     const RunOptions& options = {});

}  // namespace linuxbake::deb
