// SPDX-License-Identifier: MIT
// table.h - sizes as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/item.h"

namespace linuxbake::report {

// 1234567 -> "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number);

// 1234567 -> "1.23 MB"; 12345 -> "12.3 kB"; 999 -> "999 bytes". Decimal units.
[[nodiscard]] std::string human_size(std::uint64_t bytes);

// A line for each item: name, bytes, per cent of `total`, a bar. Names are padded to the longest;
// of more than `limit` items the rest is one line "(37 more)".
[[nodiscard]] std::string size_table(const std::vector<Item>& items, std::uint64_t total,
                                     std::size_t limit);

}  // namespace linuxbake::report
