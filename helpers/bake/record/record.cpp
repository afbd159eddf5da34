// SPDX-License-Identifier: MIT
#include "bake/record/record.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "bake/host/file_hash.h"
#include "bake/record/styled_json.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

constexpr const char* name_of_record = "record.json";

Result<Json> files_of(const Built& built) {
  Json files = Json::object();
  for (const auto& [name, path] : built.files) {
    const Result<std::string> hash = file_hash(path);
    if (!hash) return tl::unexpected(hash.error());
    files[name] = {{"size", fs::file_size(path)}, {"sha256", *hash}};
  }
  return files;
}

void forget_ways_of_sources(Json& json) {
  if (!json.is_structured()) return;
  if (json.is_object() && json.contains("origin"))
    for (const char* way : {"origin", "url", "file", "package", "package_version"}) json.erase(way);
  for (Json& member : json) forget_ways_of_sources(member);
}

Result<std::string> hash_of_record(const fs::path& file) {
  return read_file(file).map([](const std::string& text) {
    Json record = parse_json_or_discard(text);
    if (!record.is_object()) return sha256(text);
    forget_ways_of_sources(record);
    return sha256(json_text(record));
  });
}

}  // namespace

Result<Json> origin_of(const fs::path& file) {
  const Result<std::string> text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  Json source = parse_json_or_discard(*text);
  if (!source.is_object()) return fail("is no JSON object", file.string());
  source.erase("path");
  return source;
}

Result<Json> files_with_hashes(const Paths& files) {
  Json list = Json::array();
  for (const fs::path& file : files) {
    const Result<std::string> hash = file_hash(file);
    if (!hash) return tl::unexpected(hash.error());
    list.push_back({{"file", file.filename().string()}, {"sha256", *hash}});
  }
  return list;
}

Result<Json> record_of(const Recipe& recipe, const Built& built) {
  const Result<Json> source = origin_of(recipe.source.record);
  if (!source) return source;
  const Result<Json> files = files_of(built);
  if (!files) return files;
  return Json{{"name", recipe.name},        {"version", source->value("version", built.version)},
              {"arch", recipe.arch},        {"source", *source},
              {"compiler", built.compiler}, {"files", *files}};
}

Result<std::string> wrapper_in_record(const Paths& templates, const Words& words) {
  return lines_of_hashes(templates, "").map([&](const std::string& hashes) {
    return fmt::format("{} {}", sha256(hashes), fmt::join(words, ";"));
  });
}

Result<std::string> lines_of_records(const Paths& files, const std::string& before) {
  std::string lines;
  for (const fs::path& file : files) {
    const Result<std::string> hash =
        file.filename() == name_of_record ? hash_of_record(file) : file_hash(file);
    if (!hash) return hash;
    lines += before + *hash + "\n";
  }
  return lines;
}

Result<void> write_record(const Recipe& recipe, const Json& record) {
  return write_file_if_different(recipe.directory / name_of_record, styled_json(record) + "\n")
      .map([](bool) {});
}

}  // namespace linuxbake::bake
