// SPDX-License-Identifier: MIT
// output_check.h - whether a command of a script did what the script says of it.
#pragma once

#include <optional>
#include <string>

#include "boot/guest/script.h"

namespace linuxbake::boot {

// What is wrong, as the end of a sentence that begins with the command: "exited with 1, not 0; its
// output: …". Nothing if all is as the step says.
[[nodiscard]] std::optional<std::string> fault_of_output(const Step& step,
                                                         const std::string& output, int exit_code);

}  // namespace linuxbake::boot
