// SPDX-License-Identifier: MIT
// system_program.h - what a program of the host prints, or why it failed.
#pragma once

#include <string>

#include "common/result.h"
#include "common/run_program.h"

namespace linuxbake::deb {

// What it has written to its standard output. Errors: it does not start, or it fails, with what it
// has written to both streams.
[[nodiscard]] Result<std::string> run_system_program(const HostCommand& command);

}  // namespace linuxbake::deb
