// SPDX-License-Identifier: MIT
// item.h - something that takes space, and how much.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace linuxbake::report {

struct Item {
  std::string name;
  std::uint64_t bytes = 0;

  friend bool operator==(const Item&, const Item&) = default;
};

[[nodiscard]] std::uint64_t sum_of(const std::vector<Item>& items);

// The largest first; equal ones by name.
void sort_by_size(std::vector<Item>& items);

}  // namespace linuxbake::report
