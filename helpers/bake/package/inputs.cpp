// SPDX-License-Identifier: MIT
#include "bake/package/inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "bake/hash_of_package.h"
#include "bake/host/command.h"
#include "bake/host/file_hash.h"
#include "bake/record/record.h"
#include "bake/toolchain/content.h"

namespace linuxbake::bake {
namespace {

std::string with_names(std::string text, const Paths& paths, const char* kind) {
  for (std::size_t number = 0; number < paths.size(); ++number)
    text = with_replaced(text, paths[number].native(), fmt::format("<{} {}>", kind, number));
  return text;
}

std::string lines_of_words(const PackageRecipe& recipe) {
  std::string lines;
  const auto add = [&](const char* name, const Words& words) {
    lines += fmt::format("{} {}\n", name, without_paths(words, recipe));
  };
  add("configure", recipe.configure);
  add("make", recipe.make_arguments);
  add("install", recipe.install);
  add("cflags", recipe.cflags);
  add("ldflags", recipe.ldflags);
  add("keep", recipe.keep);
  return lines;
}

std::string line_of_autoreconf(const std::string& program) {
  if (program.empty()) return {};
  const std::string version = output_of({program, "--version"});
  return fmt::format("autoreconf {}\n", version.substr(0, version.find('\n')));
}

std::string description(const Job& job, const Compiler& compiler) {
  const PackageRecipe& recipe = job.recipe;
  return fmt::format(
      "linuxbake-result 1\nkind package\nname {}\narch {}\nsource {}\nsystem {} {} {}\n"
      "machines {} {}\ncompiler {}\ntoolchain {}\n",
      recipe.name, recipe.arch, job.source.identity, recipe.build_system, recipe.in_source,
      recipe.source_subdir, recipe.build_triple, recipe.host_triple, compiler.in_words,
      compiler.identity);
}

}  // namespace

std::string without_paths(const Words& words, const PackageRecipe& recipe) {
  std::string text = fmt::format("{}", fmt::join(words, ";"));
  text = with_names(text, recipe.inputs, "package_inputs");
  text = with_names(text, recipe.packages, "needed_roots");
  return with_names(text, recipe.native_packages, "native_roots");
}

Result<std::string> package_inputs(const Job& job, const Compiler& compiler) {
  const PackageRecipe& recipe = job.recipe;
  const Result<std::string> records = lines_of_records(recipe.records, "input ");
  if (!records) return records;
  Paths files = recipe.source.patches;
  files.push_back(recipe.pkg_config);
  const Result<std::string> hashes = lines_of_hashes(files, "input ");
  if (!hashes) return hashes;
  const Result<std::string> content = content_of(recipe.inputs);
  if (!content) return content;
  return description(job, compiler) + line_of_autoreconf(recipe.autoreconf) +
         lines_of_words(recipe) +
         fmt::format("epoch {}\nrecipe {}\n", std::getenv("SOURCE_DATE_EPOCH"), hash_of_package) +
         *records + *hashes + *content;
}

}  // namespace linuxbake::bake
