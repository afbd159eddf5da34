// SPDX-License-Identifier: MIT
// near_misses.h - what somebody meant who wrote nearly an assignment, and how it is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::kconfig {

// A comment that was meant to be "# CONFIG_X is not set": other blanks, another case, "not set",
// something behind it. Older `conf`s take some of them for one; Linux since 6.8 takes none.
[[nodiscard]] std::optional<std::string> missed_unset(std::string_view comment);

// A line that is neither an assignment nor a comment; the message says how it would be one, if that
// can be told: blanks around, no CONFIG_, "export", ':' for '='.
[[nodiscard]] std::string missed_assignment(std::string_view line);

// A value that is none: "yes", 'text', text, y with a comment behind it.
[[nodiscard]] std::string missed_value(std::string_view name, std::string_view value);

// Of a line or value, as much as fits into a message.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace linuxbake::kconfig
