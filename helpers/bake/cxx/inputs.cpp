// SPDX-License-Identifier: MIT
#include "bake/cxx/inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bake/hash_of_cxx.h"
#include "bake/host/command.h"
#include "bake/host/file_hash.h"
#include "bake/record/record.h"
#include "common/lines.h"

namespace linuxbake::bake {

std::vector<Path> libraries_of_clang(std::string_view ldd_output) {
  std::vector<Path> libraries;
  for (const std::string& word : split(ldd_output, " \t\n"))
    if (word.starts_with('/') &&
        (word.find("/libclang") != std::string::npos || word.find("/libLLVM") != std::string::npos))
      libraries.emplace_back(word);
  return libraries;
}

Result<std::string> clang_identity(const CxxRecipe& recipe, const Compiler& compiler) {
  const std::string& program = recipe.compiler.front();
  std::vector<Path> files = {program, recipe.linker};
  const std::vector<Path> libraries = libraries_of_clang(output_of({"ldd", program}));
  files.insert(files.end(), libraries.begin(), libraries.end());
  return identity_of_files(recipe.cache.directory, files).map([&](const std::string& hash) {
    return compiler.in_words + " " + hash;
  });
}

Result<std::string> cxx_inputs(const CxxJob& job, const std::string& clang) {
  const CxxRecipe& recipe = job.recipe;
  const Result<std::string> libc = lines_of_records(recipe.records, "libc ");
  if (!libc) return libc;
  const Result<std::string> templates =
      lines_of_hashes({recipe.configuration, recipe.settings, recipe.checks}, "input ");
  if (!templates) return templates;
  return fmt::format(
      "linuxbake-result 1\nkind cxx\narch {} {}\nsource {}\n{}compiler {}\nflags {}\n"
      "recipe {}\n{}",
      recipe.arch, recipe.triple, job.source.identity, *libc, clang, fmt::join(recipe.flags, " "),
      hash_of_cxx, *templates);
}

}  // namespace linuxbake::bake
