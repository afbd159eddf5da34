// SPDX-License-Identifier: MIT
#include "bake/remote/settings.h"

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"
#include "common/lines.h"

namespace linuxbake::bake::remote {

Result<Settings> parse_settings(std::string_view text, const std::string& file) {
  try {
    const Json json = parse_json(text);
    Settings settings;
    for (const Json& one : json.at("remotes"))
      settings.places.push_back(
          {one.at("address").get<std::string>(), one.at("readonly").get<bool>()});
    settings.keys = json.at("keys").get<std::string>();
    settings.signer = json.at("signer").get<std::string>();
    return settings;
  } catch (const Json::exception& error) {
    return fail(std::string("has no servers of results: ") + error.what(), file);
  }
}

Result<Settings> read_settings(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.empty() || !std::filesystem::exists(file, ignored)) return Settings{};
  return read_file(file).and_then(
      [&](const std::string& text) { return parse_settings(text, file.string()); });
}

std::vector<Place> places_of(std::string_view words) {
  std::vector<Place> places;
  for (const std::string& word : split(std::string(words), ";")) {
    if (word == "readonly" && !places.empty()) places.back().is_readonly = true;
    if (word != "readonly" && !word.empty()) places.push_back({word, false});
  }
  return places;
}

}  // namespace linuxbake::bake::remote
