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

Result<Json> files_of(const Built& built) {
  Json files = Json::object();
  for (const auto& [name, path] : built.files) {
    const Result<std::string> hash = file_hash(path);
    if (!hash) return tl::unexpected(hash.error());
    files[name] = {{"size", fs::file_size(path)}, {"sha256", *hash}};
  }
  return files;
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

Result<void> write_record(const Recipe& recipe, const Json& record) {
  return write_file_if_different(recipe.directory / "record.json", styled_json(record) + "\n")
      .map([](bool) {});
}

}  // namespace linuxbake::bake
