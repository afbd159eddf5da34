// SPDX-License-Identifier: MIT
#include "bake/record/styled_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace linuxbake::bake {
namespace {

constexpr std::size_t margin = 74;  // a list as long as that has a line for each element

bool is_container(const Json& value) {
  return value.is_structured() && !value.empty();
}

// A string, a number, a word, or an empty container.
std::string plain(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string in_one_line(const Json& list) {
  std::string line = "[ ";
  for (const Json& value : list) line += (line.size() > 2 ? ", " : "") + plain(value);
  return line + " ]";
}

bool fits_in_one_line(const Json& list) {
  return list.size() * 3 < margin && std::none_of(list.begin(), list.end(), is_container) &&
         in_one_line(list).size() < margin;
}

std::string styled(const Json& value, const std::string& indent);

// What stands behind a name: a container begins on the next line.
std::string styled_member(const Json& value, const std::string& indent) {
  const bool is_block = is_container(value) && !(value.is_array() && fits_in_one_line(value));
  return (is_block ? "\n" + indent : "") + styled(value, indent);
}

std::string block(const std::vector<std::string>& parts, const char* braces,
                  const std::string& indent) {
  std::string text(1, braces[0]);
  for (const std::string& part : parts) {
    if (&part != &parts.front()) text += ',';
    text += "\n" + indent + "  " + part;
  }
  return text + "\n" + indent + braces[1];
}

std::string styled(const Json& value, const std::string& indent) {
  if (!is_container(value)) return plain(value);
  if (value.is_array() && fits_in_one_line(value)) return in_one_line(value);
  std::vector<std::string> parts;
  if (value.is_array()) {
    for (const Json& element : value) parts.push_back(styled(element, indent + "  "));
    return block(parts, "[]", indent);
  }
  std::map<std::string, const Json*> sorted;
  for (const auto& [name, member] : value.items()) sorted[name] = &member;
  for (const auto& [name, member] : sorted)
    parts.push_back(plain(name) + " : " + styled_member(*member, indent + "  "));
  return block(parts, "{}", indent);
}

}  // namespace

std::string styled_json(const Json& value) {
  return styled(value, "");
}

}  // namespace linuxbake::bake
