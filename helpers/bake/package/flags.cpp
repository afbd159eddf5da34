// SPDX-License-Identifier: MIT
#include "bake/package/flags.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "bake/step/compiler_line.h"

namespace linuxbake::bake {
namespace {

// What __FILE__ and debug information say of a directory.
std::string without_prefix(const Path& directory) {
  return fmt::format("-ffile-prefix-map={}=.", directory.string());
}

Words cflags_of(const Job& job) {
  Words words = {"-Os", "-pipe", "-ffunction-sections", "-fdata-sections"};
  const bool has_packages = !job.recipe.packages.empty();
  if (has_packages) words.insert(words.end(), {"-isystem", job.needed() / "usr/include"});
  words.push_back(without_prefix(job.source.tree));
  words.push_back(without_prefix(job.build()));
  if (has_packages) words.push_back(without_prefix(job.needed()));
  words.insert(words.end(), job.recipe.cflags.begin(), job.recipe.cflags.end());
  return words;
}

Words ldflags_of(const Job& job) {
  Words words = {"-Wl,--gc-sections"};
  if (!job.recipe.packages.empty()) words.push_back("-L" + (job.needed() / "usr/lib").string());
  words.insert(words.end(), job.recipe.ldflags.begin(), job.recipe.ldflags.end());
  return words;
}

}  // namespace

Flags flags_of(const Job& job) {
  const PackageRecipe& recipe = job.recipe;
  return {compiler_line(recipe, recipe.compiler), compiler_line(recipe, recipe.compiler_cxx),
          fmt::format("{}", fmt::join(cflags_of(job), " ")),
          fmt::format("{}", fmt::join(ldflags_of(job), " "))};
}

Variables tool_variables(const Job& job, const Flags& flags) {
  Variables variables = {{"CC", flags.cc},
                         {"CFLAGS", flags.cflags},
                         {"LDFLAGS", flags.ldflags},
                         {"PKG_CONFIG", job.pkg_config()}};
  constexpr std::array<std::pair<const char*, const char*>, 5> programs = {
      {{"AR", "ar"},
       {"RANLIB", "ranlib"},
       {"NM", "nm"},
       {"STRIP", "strip"},
       {"OBJCOPY", "objcopy"}}};
  for (const auto& [variable, program] : programs)
    variables.emplace_back(variable, job.recipe.binutils + program);
  if (!flags.cxx.empty()) {
    variables.emplace_back("CXX", flags.cxx);
    variables.emplace_back("CXXFLAGS", flags.cflags);
  }
  return variables;
}

}  // namespace linuxbake::bake
