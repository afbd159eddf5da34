// SPDX-License-Identifier: MIT
#include "bake/record.h"

#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::bake {

Record::Record(std::map<std::string, std::string> values) {
  for (const auto& [key, value] : values) set(key, value);
}

std::string Record::at(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::string() : found->second;
}

void Record::set(const std::string& key, const std::string& value) {
  if (value.empty())
    values_.erase(key);
  else
    values_[key] = value;
}

std::string Record::text() const {
  std::map<std::string, Json> members(values_.begin(), values_.end());
  if (license_files) members["license_files"] = *license_files;
  Json json = Json::object();
  for (const auto& [key, value] : members) json[key] = value;
  return json_text(json, 2) + "\n";
}

std::optional<Record> parse_record(std::string_view text) {
  const Json json = parse_json_or_discard(text);
  if (!json.is_object()) return std::nullopt;
  Record record;
  for (const auto& [key, value] : json.items())
    if (value.is_string()) record.set(key, value.get<std::string>());
  for (const char* key : {"version", "sha256", "file", "origin"})
    if (record.at(key).empty()) return std::nullopt;
  return record;
}

}  // namespace linuxbake::bake
