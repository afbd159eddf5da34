// SPDX-License-Identifier: MIT
// flat_json.h - JSON objects of strings, lists of strings, true and false, and whole numbers, for
// who needs no other: json.h has all of JSON, and takes the compiler two seconds.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/result.h"

namespace linuxbake {

using FlatValue = std::variant<std::string, std::vector<std::string>, bool, std::uint64_t>;
using FlatObject = std::map<std::string, FlatValue>;

// Members of other types are left out. Errors: no JSON, or no object; they name no file.
[[nodiscard]] Result<FlatObject> parse_flat_json(std::string_view text);

// The member of this name, as "" or false where there is none or it has another type.
template <typename Value>
[[nodiscard]] Value flat_member(const FlatObject& object, const std::string& name) {
  const auto member = object.find(name);
  const auto* value = member == object.end() ? nullptr : std::get_if<Value>(&member->second);
  return value == nullptr ? Value() : *value;
}

// Members are sorted by name, a line each. Without a newline at its end; see json_text().
[[nodiscard]] std::string flat_json_text(const FlatObject& object);

}  // namespace linuxbake
