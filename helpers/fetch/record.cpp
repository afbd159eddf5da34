// SPDX-License-Identifier: MIT
#include "fetch/record.h"

#include "common/flat_json.h"

namespace linuxbake::fetch {

Record::Record(const std::map<std::string, std::string>& values) {
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
  FlatObject object(values_.begin(), values_.end());
  if (license_files) object["license_files"] = *license_files;
  return flat_json_text(object) + "\n";
}

std::optional<Record> parse_record(std::string_view text) {
  const Result<FlatObject> object = parse_flat_json(text);
  if (!object) return std::nullopt;
  Record record;
  for (const auto& [key, value] : *object)
    if (const auto* word = std::get_if<std::string>(&value)) record.set(key, *word);
  for (const char* key : {"version", "sha256", "file", "origin"})
    if (record.at(key).empty()) return std::nullopt;
  return record;
}

}  // namespace linuxbake::fetch
