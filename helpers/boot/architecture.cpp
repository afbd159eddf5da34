// SPDX-License-Identifier: MIT
#include "boot/architecture.h"

#include <algorithm>
#include <iterator>

namespace linuxbake::boot {

const Architecture& architecture(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(architectures), std::end(architectures),
                   [name](const Architecture& one) { return one.name == name; });
  return found == std::end(architectures) ? architectures[0] : *found;
}

std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  for (const Architecture& one : architectures) names.emplace_back(one.name);
  return names;
}

}  // namespace linuxbake::boot
