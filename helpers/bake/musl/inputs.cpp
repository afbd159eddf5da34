// SPDX-License-Identifier: MIT
#include "bake/musl/inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bake/hash_of_musl.h"
#include "bake/host/file_hash.h"

namespace linuxbake::bake {
namespace {

// The first word is a program, which `compiler` of the key is about.
std::string options_of(const Words& compiler) {
  return fmt::format("{}", fmt::join(compiler.begin() + 1, compiler.end(), " "));
}

Result<std::string> line_of_libgcc(const Path& own_libgcc) {
  if (own_libgcc.empty()) return {};
  return lines_of_hashes({own_libgcc}, "libgcc ");
}

}  // namespace

Result<std::string> musl_inputs(const MuslJob& job, const Compiler& compiler) {
  const MuslRecipe& recipe = job.recipe;
  const Result<std::string> headers = recorded_hash(recipe.headers.record);
  if (!headers) return headers;
  const Result<std::string> libgcc = line_of_libgcc(recipe.own_libgcc);
  if (!libgcc) return libgcc;
  return fmt::format(
      "linuxbake-result 1\nkind musl\narch {} {} {}\nsource {}\nheaders {}\ncompiler {}\n"
      "flags {} {}\ntoolchain {}\n{}recipe {}\n",
      recipe.arch, recipe.triple, recipe.kbuild_arch, job.source.identity, *headers,
      compiler.in_words, options_of(recipe.compiler), job.cflags(), compiler.identity, *libgcc,
      hash_of_musl);
}

}  // namespace linuxbake::bake
