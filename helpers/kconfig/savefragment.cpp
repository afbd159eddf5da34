// SPDX-License-Identifier: MIT
#include "kconfig/savefragment.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace linuxbake::kconfig {
namespace {

// The last assignment of each name; only these count.
std::unordered_map<std::string_view, std::string_view> last_values(const Assignments& all) {
  std::unordered_map<std::string_view, std::string_view> values;
  for (const Assignment& assignment : all) values[assignment.name] = assignment.value;
  return values;
}

}  // namespace

std::string savefragment(const Assignments& base, const Assignments& config) {
  const auto base_values = last_values(base);
  const auto config_values = last_values(config);
  std::unordered_set<std::string_view> written;
  std::string text;
  const auto write = [&](std::string_view name, std::string_view value) {
    if (written.insert(name).second) text += assignment_line(name, value) + "\n";
  };
  for (const Assignment& assignment : config) {
    const std::string_view value = config_values.at(assignment.name);
    const auto before = base_values.find(assignment.name);
    const std::string_view base_value = before == base_values.end() ? "n" : before->second;
    if (base_value != value) write(assignment.name, value);
  }
  for (const Assignment& assignment : base) {
    const std::string_view value = base_values.at(assignment.name);
    const bool is_set = value == "y" || value == "m";
    if (is_set && !config_values.contains(assignment.name)) write(assignment.name, "n");
  }
  return text;
}

}  // namespace linuxbake::kconfig
