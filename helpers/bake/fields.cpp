// SPDX-License-Identifier: MIT
#include "bake/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace linuxbake::bake {
namespace {

constexpr const char* a_text = "a string";
constexpr const char* a_list = "a list of strings";
constexpr const char* a_flag = "true or false";
constexpr const char* a_number = "a whole number";
constexpr const char* an_object = "an object";

bool is_list_of_strings(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
}

Result<Json> parse_object_of_recipe(std::string_view text, const std::string& file) {
  Json object = parse_json_or_discard(text);
  if (!object.is_object()) return fail("is no recipe: it is no JSON object", file);
  return object;
}

}  // namespace

const Json* Fields::find(const std::string& name, const char* type) {
  taken_.insert(name);
  const auto member = object_.find(name);
  if (member != object_.end()) return &*member;
  if (fault_.empty()) fault_ = fmt::format("'{}' is missing; it has to be {}", name, type);
  return nullptr;
}

void Fields::complain(const std::string& name, const char* type) {
  if (fault_.empty()) fault_ = fmt::format("'{}' has to be {}", name, type);
}

void Fields::take(const std::string& name, std::string& text) {
  const Json* value = find(name, a_text);
  if (value == nullptr) return;
  if (!value->is_string()) return complain(name, a_text);
  text = value->get<std::string>();
}

void Fields::take(const std::string& name, std::filesystem::path& path) {
  std::string text;
  take(name, text);
  path = text;
}

void Fields::take(const std::string& name, std::vector<std::string>& texts) {
  const Json* value = find(name, a_list);
  if (value == nullptr) return;
  if (!is_list_of_strings(*value)) return complain(name, a_list);
  texts = value->get<std::vector<std::string>>();
}

void Fields::take_some(const std::string& name, std::vector<std::string>& texts) {
  take(name, texts);
  if (texts.empty()) complain(name, "a list that is not empty");
}

void Fields::take(const std::string& name, std::vector<std::filesystem::path>& paths) {
  std::vector<std::string> texts;
  take(name, texts);
  paths.assign(texts.begin(), texts.end());
}

void Fields::take(const std::string& name, bool& flag) {
  const Json* value = find(name, a_flag);
  if (value == nullptr) return;
  if (!value->is_boolean()) return complain(name, a_flag);
  flag = value->get<bool>();
}

void Fields::take(const std::string& name, std::uint64_t& number) {
  const Json* value = find(name, a_number);
  if (value == nullptr) return;
  if (!value->is_number_unsigned()) return complain(name, a_number);
  number = value->get<std::uint64_t>();
}

void Fields::take(const std::string& name, const std::function<void(Fields&)>& take_members) {
  const Json* value = find(name, an_object);
  if (value == nullptr) return;
  if (!value->is_object()) return complain(name, an_object);
  Fields members(*value);
  take_members(members);
  const std::string fault = members.fault();
  if (fault_.empty() && !fault.empty()) fault_ = fmt::format("in '{}': {}", name, fault);
}

std::string Fields::fault() const {
  if (!fault_.empty()) return fault_;
  for (const auto& [name, value] : object_.items())
    if (!taken_.contains(name)) return fmt::format("'{}' is no field of it", name);
  return {};
}

Result<std::string> kind_of_recipe(std::string_view text, const std::string& file) {
  return parse_object_of_recipe(text, file).map([](const Json& object) {
    const auto kind = object.find("kind");
    return kind != object.end() && kind->is_string() ? kind->get<std::string>() : std::string();
  });
}

Result<void> take_recipe(std::string_view text, const std::string& file, const std::string& what,
                         const std::function<void(Fields&)>& take_fields) {
  const Result<Json> object = parse_object_of_recipe(text, file);
  if (!object) return tl::unexpected(object.error());
  Fields fields(*object);
  std::string known_kind;
  fields.take("kind", known_kind);
  take_fields(fields);
  if (const std::string fault = fields.fault(); !fault.empty())
    return fail(fmt::format("is no recipe of {}: {}", what, fault), file);
  return {};
}

}  // namespace linuxbake::bake
