// SPDX-License-Identifier: MIT
#include "bake/kernel/import.h"

#include <nlohmann/json.hpp>

#include "bake/fields.h"
#include "bake/host/file_hash.h"
#include "bake/kernel/image_file.h"
#include "bake/record/styled_json.h"
#include "common/files.h"

namespace linuxbake::bake::kernel {
namespace {

Result<Json> record_of(const ImportRecipe& recipe) {
  const Result<std::string> hash = file_hash(recipe.file);
  if (!hash) return tl::unexpected(hash.error());
  const Json file = {{"size", std::filesystem::file_size(recipe.file)}, {"sha256", *hash}};
  Json record = {
      {"name", "linux"},
      {"version", version_of_image(first_bytes_of_image(recipe.file))},
      {"arch", recipe.arch},
      {"source", {{"origin", "imported"}, {"file", recipe.file.filename().string()}}},
      {"files", {{"kernel", file}}},
  };
  if (recipe.config.empty()) return record;
  const Result<std::string> config = file_hash(recipe.config);
  if (!config) return tl::unexpected(config.error());
  record["config"] = {{"sha256", *config}};
  return record;
}

}  // namespace

Result<ImportRecipe> parse_import_recipe(std::string_view text, const std::string& recipe_file) {
  const Result<std::string> kind = kind_of_recipe(text, recipe_file);
  if (!kind) return tl::unexpected(kind.error());
  if (*kind != kind_of_import)
    return fail("is no recipe of an import: 'kind' has to be \"import\"", recipe_file);
  ImportRecipe recipe;
  const auto take_fields = [&](Fields& fields) {
    fields.take("target", recipe.target);
    fields.take("arch", recipe.arch);
    fields.take("file", recipe.file);
    fields.take("config", recipe.config);
    fields.take("record", recipe.record);
  };
  return take_recipe(text, recipe_file, "an import", take_fields).map([&] { return recipe; });
}

// A record that stays the same is written anew: make goes by the times of files.
Result<void> write_record_of_import(const ImportRecipe& recipe) {
  std::error_code ignored;
  std::filesystem::remove(recipe.record, ignored);
  return record_of(recipe)
      .and_then([&](const Json& record) {
        return write_file_if_different(recipe.record, styled_json(record) + "\n");
      })
      .map([](bool) {});
}

}  // namespace linuxbake::bake::kernel
