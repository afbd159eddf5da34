// SPDX-License-Identifier: MIT
#include "bake/kbuild/inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "bake/hash_of_applets.h"
#include "bake/hash_of_kbuild.h"
#include "bake/hash_of_kernel_size.h"
#include "bake/host/file_hash.h"
#include "bake/kbuild/host_files.h"
#include "bake/record/record.h"
#include "common/sha256.h"

namespace linuxbake::bake::kbuild {
namespace {

std::string in_pairs(const std::vector<NamedPath>& paths) {
  std::string text;
  for (const auto& [name, path] : paths) text += fmt::format(" {}={}", name, path.string());
  return text;
}

std::string description(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  return fmt::format(
      "linuxbake-result 1\nkind {}\narch {}\nsource {}\ncompiler {}\ntoolchain {}\narguments {}\n"
      "goals {}\nproducts{}\nepoch {}\nrecipe {} {}\n",
      recipe.name, recipe.arch, job.source.identity, job.compiler.in_words, job.compiler.identity,
      recipe.identity, fmt::join(recipe.goals, " "), in_pairs(recipe.products),
      std::getenv("SOURCE_DATE_EPOCH"), hash_of_kbuild,
      job.is_of_linux() ? hash_of_kernel_size : hash_of_applets);
}

// A name, or what the file holds.
Result<std::string> identity_of_base(const std::string& base) {
  return Path(base).is_absolute() ? file_hash(base) : base;
}

}  // namespace

Result<std::string> common_inputs(const Job& job) {
  const Result<std::string> patches = lines_of_hashes(job.recipe.source.patches, "patch ");
  if (!patches) return patches;
  return lines_of_records(job.recipe.records, "input ").map([&](const std::string& records) {
    return description(job) + *patches + records;
  });
}

Result<std::string> configuration_inputs(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  const Result<std::string> common = common_inputs(job);
  if (!common) return common;
  Paths files = recipe.base_fragments;
  files.insert(files.end(), recipe.fragments.begin(), recipe.fragments.end());
  files.emplace_back(recipe.kconfig);
  const Result<std::string> fragments = lines_of_hashes(files, "fragment ");
  if (!fragments) return fragments;
  return identity_of_base(recipe.base).map([&](const std::string& base) {
    return sha256(fmt::format("{}how {} {} {}\n{}base {}\n", *common, recipe.configured_by_make,
                              recipe.fix, fmt::join(recipe.kconfig_arguments, ";"), *fragments,
                              base));
  });
}

Result<Wanted> wanted_result(const Job& job) {
  const Result<std::string> common = common_inputs(job);
  if (!common) return tl::unexpected(common.error());
  const Result<std::string> config = file_hash(job.config());
  if (!config) return tl::unexpected(config.error());
  return content_of_host_files(job).map([&](const std::string& read_files) {
    const std::string inputs =
        fmt::format("{}config {}\nfiles of the configuration\n{}", *common, *config, read_files);
    return Wanted{inputs, sha256(inputs), read_files};
  });
}

}  // namespace linuxbake::bake::kbuild
