// SPDX-License-Identifier: MIT
// launcher_words.h - the words of a launcher, and of the command that it starts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

// Both together. ssh joins what stands behind its own words by blanks, and gives that to a shell:
// for it each word of the command is quoted.
[[nodiscard]] std::vector<std::string> with_launcher(const std::vector<std::string>& launcher,
                                                     const std::vector<std::string>& command);

// The launcher for another start, that does not go to a node which is lost, by what srun has said:
// Slurm itself learns of that only after SlurmdTimeout. Words that leave nodes out already stay as
// they are.
[[nodiscard]] std::vector<std::string> launcher_for_retry(const std::vector<std::string>& launcher,
                                                          std::string_view said);

}  // namespace linuxbake::boot
