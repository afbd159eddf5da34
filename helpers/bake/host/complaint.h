// SPDX-License-Identifier: MIT
// complaint.h - the message of a target that cannot be made: who, an empty line, and what.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake {

using Lines = std::vector<std::string>;

// "<target>:", an empty line, and the lines, indented by two; an empty one stays empty.
[[nodiscard]] tl::unexpected<Error> complaint(const std::string& target, const Lines& lines);

// What a tool has said, without the blanks around it, as a line of such a message: its own lines
// are indented by two more.
[[nodiscard]] std::string quotation(std::string_view output);

// What to do, if it is a full disk that a tool complains of; else no line.
[[nodiscard]] Lines space_advice(std::string_view output,
                                 const std::vector<std::filesystem::path>& places);

}  // namespace linuxbake::bake
