// SPDX-License-Identifier: MIT
#include "bake/step/compiler_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace linuxbake::bake {

std::string compiler_line(const Recipe& recipe, const Words& compiler) {
  Words words = compiler;
  if (!words.empty() && !recipe.compiler_cache.empty())
    words.insert(words.begin(), recipe.compiler_cache);
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace linuxbake::bake
