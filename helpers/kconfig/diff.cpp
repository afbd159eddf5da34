// SPDX-License-Identifier: MIT
#include "kconfig/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace linuxbake::kconfig {
namespace {

int rank(const Difference& difference) {
  if (difference.before == "n") return 0;
  return difference.after == "n" ? 1 : 2;
}

}  // namespace

std::vector<Difference> diff(const Assignments& before, const Assignments& after) {
  std::map<std::string, Difference> by_name;
  for (const Assignment& one : before) by_name[one.name] = {one.name, one.value, "n", {}};
  for (const Assignment& one : after) {
    const auto [place, is_new] = by_name.try_emplace(one.name, Difference{one.name, "n", "n", {}});
    place->second.after = one.value;
  }
  std::vector<Difference> all;
  for (auto& [name, one] : by_name)
    if (!same_value(one.before, one.after)) all.push_back(std::move(one));
  std::ranges::stable_sort(all, {}, rank);
  return all;
}

std::string diff_text(const std::vector<Difference>& differences) {
  std::string text;
  for (const Difference& one : differences) {
    const int kind = rank(one);
    if (kind == 0) text += fmt::format("+{}={}", one.name, one.after);
    if (kind == 1) text += fmt::format("-{}={}", one.name, one.before);
    if (kind == 2) text += fmt::format(" {}: {} -> {}", one.name, one.before, one.after);
    text += one.why.empty() ? "\n" : fmt::format("  ({})\n", one.why);
  }
  return text;
}

}  // namespace linuxbake::kconfig
