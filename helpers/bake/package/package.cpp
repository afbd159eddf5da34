// SPDX-License-Identifier: MIT
#include "bake/package/package.h"

#include "bake/package/build.h"
#include "bake/package/inputs.h"
#include "bake/package/tidy.h"
#include "bake/record/record.h"
#include "bake/results/directory.h"
#include "bake/source/tree.h"
#include "bake/toolchain/compiler.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

struct Prepared {
  Source source;
  Compiler compiler;
};

Result<Compiler> look_at_compiler(const PackageRecipe& recipe) {
  const Tools& tools = recipe.tools;
  const Result<std::string> words = compiler_in_words(tools.compiler);
  if (!words) return tl::unexpected(words.error());
  return toolchain_identity({tools.compiler, tools.binutils, recipe.make, recipe.cache})
      .map([&](const std::string& identity) {
        return Compiler{*words, identity};
      });
}

Result<Prepared> prepare(const PackageRecipe& recipe, const Console& console) {
  const Result<Source> source = find_source(recipe, console);
  if (!source) return tl::unexpected(source.error());
  const Result<Compiler> compiler = look_at_compiler(recipe);
  if (!compiler) return tl::unexpected(compiler.error());
  return renew_tree(recipe, *source, *compiler, console).map([&] {
    return Prepared{*source, *compiler};
  });
}

// What is there already is of use if it has the same key and its source is no tree of the user's
// own.
Result<void> make_root(const Job& job, const std::string& inputs) {
  const PackageRecipe& recipe = job.recipe;
  const bool is_own = !recipe.source.local.empty();
  if (!is_own && note(recipe, "built") == sha256(inputs) && fs::is_directory(job.root())) return {};
  remove_note(recipe, "built");
  WantedDirectory root{job.root(), inputs, recipe.name + " " + job.source.version, {}, is_own};
  root.make = [&](const Path& directory) { return build_from_source(job, inputs, directory); };
  return make_or_take(root, {recipe.cache, recipe.cmake}, job.console);
}

Result<void> write_record(const Job& job, const Compiler& compiler) {
  Built built{compiler.in_words, job.source.version, {}};
  for (const std::string& file : files_below(job.root()))
    if (!fs::is_symlink(job.root() / file)) built.files.emplace_back("/" + file, job.root() / file);
  return record_of(job.recipe, built)
      .and_then([&](const std::string& text) {
        return write_file_if_different(job.recipe.directory / "record.json", text);
      })
      .map([](bool) {});
}

}  // namespace

Result<void> configure_package(const PackageRecipe& recipe, const Console& console) {
  return prepare(recipe, console).map([](const Prepared&) {});
}

Result<void> build_package(const PackageRecipe& recipe, const Console& console) {
  const Result<Prepared> prepared = prepare(recipe, console);
  if (!prepared) return tl::unexpected(prepared.error());
  const Job job{recipe, prepared->source, console};
  const Result<std::string> inputs = package_inputs(job, prepared->compiler);
  if (!inputs) return tl::unexpected(inputs.error());
  return make_root(job, *inputs)
      .and_then([&] { return write_record(job, prepared->compiler); })
      .and_then([&] { return write_note(recipe, "built", sha256(*inputs)); });
}

}  // namespace linuxbake::bake
