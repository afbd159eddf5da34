// SPDX-License-Identifier: MIT
// cmake.h - how CMake configures a package.
#pragma once

#include "bake/host/command.h"
#include "bake/package/flags.h"

namespace linuxbake::bake {

// It has its compilers from the toolchain file. A project may want a path to shared libraries in
// its programs; there is none in static ones, and an install that looks for it fails.
[[nodiscard]] Command cmake_command(const Job& job, const Flags& flags);

}  // namespace linuxbake::bake
