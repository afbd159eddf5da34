// SPDX-License-Identifier: MIT
#include "bake/package/package.h"

#include <nlohmann/json.hpp>

#include "bake/package/build.h"
#include "bake/package/inputs.h"
#include "bake/package/tidy.h"
#include "bake/record/record.h"
#include "bake/step/prepare.h"
#include "bake/step/renew.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

Result<void> make_root(const Job& job, const std::string& inputs) {
  const PackageRecipe& recipe = job.recipe;
  WantedDirectory root{
      job.root(), inputs, recipe.name + " " + job.source.version, {}, !recipe.source.local.empty()};
  root.make = [&](const Path& directory) { return build_from_source(job, inputs, directory); };
  return renew_unless_current(recipe, root, job.root(), job.console);
}

Result<void> record_root(const Job& job, const Compiler& compiler) {
  Built built{compiler.in_words, job.source.version, {}};
  for (const std::string& file : files_below(job.root()))
    if (!fs::is_symlink(job.root() / file)) built.files.emplace_back("/" + file, job.root() / file);
  Result<Json> record = record_of(job.recipe, built);
  if (!record) return tl::unexpected(record.error());
  const Result<Json> patches = files_with_hashes(job.recipe.source.patches);
  if (!patches) return tl::unexpected(patches.error());
  (*record)["patches"] = *patches;
  return write_record(job.recipe, *record);
}

}  // namespace

Result<void> configure_package(const PackageRecipe& recipe, const Console& console) {
  return prepare(recipe, console).map([](const Prepared&) {});
}

Result<void> build_package(const PackageRecipe& recipe, const Console& console) {
  const Result<Prepared> prepared = prepare(recipe, console);
  if (!prepared) return tl::unexpected(prepared.error());
  const Job job{{recipe, prepared->source, console}};
  const Result<std::string> inputs = package_inputs(job, prepared->compiler);
  if (!inputs) return tl::unexpected(inputs.error());
  return make_root(job, *inputs)
      .and_then([&] { return record_root(job, prepared->compiler); })
      .and_then([&] { return note_current(recipe, *inputs); });
}

}  // namespace linuxbake::bake
