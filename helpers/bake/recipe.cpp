// SPDX-License-Identifier: MIT
#include "bake/recipe.h"

#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::bake {
namespace {

Source source_of(const Json& json) {
  Source source;
  source.name = json.at("name");
  source.version = json.at("version");
  source.source_dir = json.at("source_dir");
  source.sha256 = json.at("sha256");
  source.archive_name = json.at("archive_name");
  source.urls = json.at("urls").get<std::vector<std::string>>();
  source.debian_source = json.at("debian_source");
  source.debian_package = json.at("debian_package");
  source.debian_path = json.at("debian_path");
  source.license = json.at("license");
  return source;
}

Settings settings_of(const Json& json) {
  Settings settings;
  settings.cache = json.at("cache").get<std::string>();
  settings.cmake = json.at("cmake").get<std::string>();
  settings.mirrors = json.at("mirrors").get<std::vector<std::string>>();
  settings.offline = json.at("offline");
  settings.debian_fallback = json.at("debian_fallback");
  settings.connect_timeout = json.at("connect_timeout");
  settings.stall_timeout = json.at("stall_timeout");
  return settings;
}

template <typename Value>
Result<Value> parsed(Value (*read)(const Json&), const char* what, const std::string& text,
                     const std::string& file) {
  try {
    return read(parse_json(text));
  } catch (const Json::exception& error) {
    return fail(std::string(what) + error.what(), file);
  }
}

}  // namespace

Result<Source> parse_source(const std::string& text, const std::string& file) {
  return parsed(source_of, "is no recipe of a source: ", text, file);
}

Result<Settings> parse_settings(const std::string& text, const std::string& file) {
  return parsed(settings_of, "are no settings of the fetcher: ", text, file);
}

}  // namespace linuxbake::bake
