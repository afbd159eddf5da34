// SPDX-License-Identifier: MIT
// command.h - the command that a launcher stands for.
//
// An IDE's Run and Debug buttons start executables of the project and nothing else. A copy of
// linuxbake-launch is such an executable: it becomes the command whose words stand, one a line, in
// the file <launcher>.command beside it, with the launcher's own arguments behind them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::launch {

// The file that belongs to a launcher.
[[nodiscard]] std::filesystem::path command_file(const std::filesystem::path& launcher);

// The words of such a file. An empty line is an empty word. Error: there is no word.
[[nodiscard]] Result<std::vector<std::string>> parse_command(std::string_view text,
                                                             const std::string& file);

}  // namespace linuxbake::launch
