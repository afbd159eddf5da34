// SPDX-License-Identifier: MIT
#include "report/item.h"

#include <algorithm>

namespace linuxbake::report {

std::uint64_t sum_of(const std::vector<Item>& items) {
  std::uint64_t sum = 0;
  for (const Item& item : items) sum += item.bytes;
  return sum;
}

void sort_by_size(std::vector<Item>& items) {
  std::sort(items.begin(), items.end(), [](const Item& left, const Item& right) {
    return left.bytes != right.bytes ? left.bytes > right.bytes : left.name < right.name;
  });
}

}  // namespace linuxbake::report
