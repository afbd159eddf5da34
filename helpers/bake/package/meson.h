// SPDX-License-Identifier: MIT
// meson.h - how Meson configures a package (its manual: "Cross compilation").
#pragma once

#include <string>

#include "bake/host/command.h"
#include "bake/package/flags.h"
#include "common/result.h"

namespace linuxbake::bake {

// The second cross file, which has what is the package's own: options and pkg-config.
[[nodiscard]] Result<void> write_own_cross_file(const Job& job, const Flags& flags);

[[nodiscard]] Command meson_command(const Job& job);

// The words of a command line as a list of Meson's: "['-Os', '-g']".
[[nodiscard]] std::string meson_list(const std::string& words);

}  // namespace linuxbake::bake
