// SPDX-License-Identifier: MIT
#include "common/flat_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "common/json.h"

namespace linuxbake {
namespace {

std::optional<FlatValue> flat_value(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  const bool is_list =
      value.is_array() &&
      std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
  if (is_list) return value.get<std::vector<std::string>>();
  return std::nullopt;
}

}  // namespace

Result<FlatObject> parse_flat_json(std::string_view text) {
  try {
    const Json json = parse_json(text);
    if (!json.is_object()) return fail("it is no object");
    FlatObject object;
    for (const auto& [key, value] : json.items())
      if (std::optional<FlatValue> flat = flat_value(value)) object[key] = std::move(*flat);
    return object;
  } catch (const Json::exception& error) {
    return fail(error.what());
  }
}

std::string flat_json_text(const FlatObject& object) {
  Json json = Json::object();
  for (const auto& [key, value] : object)
    std::visit([&, name = key](const auto& one) { json[name] = one; }, value);
  return json_text(json, 2);
}

}  // namespace linuxbake
