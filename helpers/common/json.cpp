// SPDX-License-Identifier: MIT
#include "common/json.h"

#include <nlohmann/json.hpp>

namespace linuxbake {
namespace {

constexpr int nesting_limit = 500;

// Whether lists and objects are in each other so deep that whoever copies them, which goes from
// level to level, would run out of its stack.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string && c == '\\')
      ++at;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '[' || c == '{') && ++depth > nesting_limit)
      return true;
    else if (!in_string && (c == ']' || c == '}'))
      --depth;
  }
  return false;
}

}  // namespace

Json parse_json(std::string_view text) {
  return Json::parse(text);
}

Json parse_json_or_discard(std::string_view text) {
  if (is_too_deep(text)) return Json(Json::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

std::string json_text(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace linuxbake
