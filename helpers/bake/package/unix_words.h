// SPDX-License-Identifier: MIT
// unix_words.h - the words of a command line, with quotes and backslashes as a shell has them, and
// nothing else of a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::bake {

[[nodiscard]] std::vector<std::string> unix_words(std::string_view line);

}  // namespace linuxbake::bake
