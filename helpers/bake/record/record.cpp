// SPDX-License-Identifier: MIT
#include "bake/record/record.h"

#include <nlohmann/json.hpp>

#include "bake/host/file_hash.h"
#include "bake/record/styled_json.h"
#include "common/files.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

Result<Json> origin(const fs::path& file) {
  const Result<std::string> text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  Json source = parse_json_or_discard(*text);
  if (!source.is_object()) return fail("is no JSON object", file.string());
  source.erase("path");
  return source;
}

Result<Json> patches_of(const Paths& patches) {
  Json list = Json::array();
  for (const fs::path& patch : patches) {
    const Result<std::string> hash = file_hash(patch);
    if (!hash) return tl::unexpected(hash.error());
    list.push_back({{"file", patch.filename().string()}, {"sha256", *hash}});
  }
  return list;
}

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

Result<std::string> record_of(const Recipe& recipe, const Built& built) {
  const Result<Json> source = origin(recipe.source.record);
  if (!source) return tl::unexpected(source.error());
  const Result<Json> patches = patches_of(recipe.source.patches);
  if (!patches) return tl::unexpected(patches.error());
  const Result<Json> files = files_of(built);
  if (!files) return tl::unexpected(files.error());
  const Json record = {{"name", recipe.name}, {"version", source->value("version", built.version)},
                       {"arch", recipe.arch}, {"source", *source},
                       {"patches", *patches}, {"compiler", built.compiler},
                       {"files", *files}};
  return styled_json(record) + "\n";
}

}  // namespace linuxbake::bake
