// SPDX-License-Identifier: MIT
// template.h - files of modules/templates are filled in, as configure_file(@ONLY) of CMake does it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake {

using Values = std::vector<std::pair<std::string, std::string>>;

// The text with the value in place of each "@name@". What is no name of a value stays.
[[nodiscard]] std::string filled_in(std::string_view text, const Values& values);

// Writes a file, or a program that everybody may start; not where it is there already. Errors: the
// template cannot be read, or the file not be written.
[[nodiscard]] Result<void> write_from_template(const std::filesystem::path& file,
                                               const std::filesystem::path& text_template,
                                               const Values& values);
[[nodiscard]] Result<void> write_program_from_template(const std::filesystem::path& file,
                                                       const std::filesystem::path& text_template,
                                                       const Values& values);

}  // namespace linuxbake::bake
