// SPDX-License-Identifier: MIT
// tool_environment.h - what the tools that write images find in their environment.
#pragma once

#include <cstdint>

#include "common/result.h"

namespace linuxbake::bake::media {

// Leaves of our environment what programs get of it (common/environment.h), and keeps mtools from
// its configuration. Returns the date of what is made, seconds since 1970; SOURCE_DATE_EPOCH has it
// where it is set. Errors: SOURCE_DATE_EPOCH is no number.
[[nodiscard]] Result<std::uint32_t> set_tool_environment();

// Sets SOURCE_DATE_EPOCH to date_on_media().
void set_date_on_media(std::uint32_t date);

// The date, but at least 1980, with which FAT begins: mtools makes the year 2098 of an earlier one,
// and xorriso takes the second 0 of 1970 for "now".
[[nodiscard]] std::uint32_t date_on_media(std::uint32_t date);

}  // namespace linuxbake::bake::media
