// SPDX-License-Identifier: MIT
#include "bake/kbuild/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bake/host/file_hash.h"
#include "bake/record/record.h"
#include "bake/results/store.h"
#include "bake/source/tree.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

constexpr auto readable = static_cast<fs::perms>(0644);
constexpr auto executable_by_all = static_cast<fs::perms>(0755);

std::string hash_or_missing(const Path& file) {
  return file_hash(file).value_or("missing");
}

std::string sums_of_outputs(const KbuildRecipe& recipe, const std::string& key) {
  std::string sums = key + "\n";
  for (const NamedPath& output : recipe.outputs) sums += hash_or_missing(output.path) + "\n";
  return sums;
}

// By a temporary file and a rename: nobody sees half of one. The files of the cache are read-only.
std::error_code copy_to(const Path& file, const Path& destination) {
  std::error_code problem;
  fs::create_directories(destination.parent_path(), problem);
  const Path temporary = temporary_name(destination);
  fs::copy_file(file, temporary, problem);
  if (!problem) fs::permissions(temporary, readable, problem);
  if (!problem) fs::rename(temporary, destination, problem);
  std::error_code ignored;
  if (problem) fs::remove(temporary, ignored);
  return problem;
}

Result<void> deliver_one(const Path& file, const Path& destination, fs::perms permissions) {
  std::error_code problem;
  const bool is_there =
      fs::is_regular_file(destination, problem) && file_hash(destination) == file_hash(file);
  problem = is_there ? std::error_code() : copy_to(file, destination);
  if (!problem && permissions == executable_by_all)
    fs::permissions(destination, permissions, problem);
  if (problem)
    return fail(fmt::format("'{}' cannot be written: {}", destination.string(), problem.message()));
  return {};
}

Path path_of(const std::vector<NamedPath>& products, const std::string& name) {
  const auto product = std::find_if(products.begin(), products.end(),
                                    [&](const NamedPath& one) { return one.name == name; });
  return product == products.end() ? Path() : product->path;
}

// What the configuration was made of.
Result<Json> record_of_configuration(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  Paths files = recipe.base_fragments;
  files.insert(files.end(), recipe.fragments.begin(), recipe.fragments.end());
  const Result<Json> fragments = files_with_hashes(files);
  if (!fragments) return fragments;
  return file_hash(job.config()).map([&](const std::string& hash) {
    return Json{{"base", Path(recipe.base).filename().string()},
                {"sha256", hash},
                {"fragments", *fragments}};
  });
}

}  // namespace

bool outputs_are_current(const Job& job, const std::string& key) {
  return note(job.recipe, "built") == sums_of_outputs(job.recipe, key);
}

Result<void> deliver(const Job& job, const std::string& key,
                     const std::vector<NamedPath>& products) {
  const KbuildRecipe& recipe = job.recipe;
  for (const auto& [name, destination] : recipe.outputs) {
    const bool is_program =
        std::find(recipe.programs.begin(), recipe.programs.end(), name) != recipe.programs.end();
    const auto delivered = deliver_one(path_of(products, name), destination,
                                       is_program ? executable_by_all : readable);
    if (!delivered) return delivered;
  }
  return write_note(recipe, "built", sums_of_outputs(recipe, key)).and_then([&] {
    return record_outputs(job);
  });
}

std::vector<NamedPath> products_in_tree(const Job& job) {
  std::vector<NamedPath> products = job.recipe.products;
  for (NamedPath& product : products) product.path = job.recipe.tree / product.path;
  products.push_back({"config", job.config()});
  return products;
}

std::vector<NamedPath> products_in_entry(const Job& job, const Path& entry) {
  std::vector<NamedPath> products = job.recipe.outputs;
  for (NamedPath& product : products) product.path = entry / product.name;
  return products;
}

Result<void> record_outputs(const Job& job) {
  Built built{job.compiler.in_words, job.source.version, {}};
  for (const auto& [name, file] : job.recipe.outputs) built.files.emplace_back(name, file);
  Result<Json> record = record_of(job.recipe, built);
  if (!record) return tl::unexpected(record.error());
  const Result<Json> configuration = record_of_configuration(job);
  if (!configuration) return tl::unexpected(configuration.error());
  const Result<Json> patches = files_with_hashes(job.recipe.source.patches);
  if (!patches) return tl::unexpected(patches.error());
  (*record)["config"] = *configuration;
  (*record)["patches"] = *patches;
  return write_record(job.recipe, *record);
}

}  // namespace linuxbake::bake::kbuild
