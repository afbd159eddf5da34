// SPDX-License-Identifier: MIT
// obstacle.h - what is known beforehand to keep a machine from being started.
#pragma once

#include <optional>
#include <string>

#include "boot/guest/verdict.h"
#include "boot/run/run.h"

namespace linuxbake::boot {

// "x does not exist; build target y first"; what it is instead, if it is there but no file.
[[nodiscard]] std::string missing_file(const std::string& file, const std::string& made_by);

// INFRA or SKIP where it is known beforehand that the machine cannot be started.
[[nodiscard]] std::optional<Outcome> obstacle(const Run& run);

}  // namespace linuxbake::boot
