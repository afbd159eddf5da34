// SPDX-License-Identifier: MIT
#include "bake/package/cmake.h"

namespace linuxbake::bake {
namespace {

Words options_of_language(const std::string& language, const Job& job, const Flags& flags) {
  Words options = {"-DCMAKE_" + language + "_FLAGS=" + flags.cflags};
  if (const std::string& cache = job.recipe.compiler_cache; !cache.empty())
    options.push_back("-DCMAKE_" + language + "_COMPILER_LAUNCHER=" + cache);
  return options;
}

}  // namespace

Command cmake_command(const Job& job, const Flags& flags) {
  const PackageRecipe& recipe = job.recipe;
  Words words = {recipe.cmake,
                 "-G",
                 "Unix Makefiles",
                 "-S",
                 job.source.tree / recipe.source_subdir,
                 "-B",
                 job.build(),
                 "--toolchain=" + recipe.toolchain_file.string(),
                 "-DCMAKE_MAKE_PROGRAM=" + recipe.make,
                 "-DCMAKE_BUILD_TYPE=MinSizeRel",
                 "-DCMAKE_INSTALL_PREFIX=/usr",
                 "-DBUILD_SHARED_LIBS=OFF",
                 "-DCMAKE_SKIP_RPATH=ON",
                 "-DCMAKE_EXE_LINKER_FLAGS=" + flags.ldflags,
                 "-DCMAKE_FIND_ROOT_PATH=" + job.needed().string(),
                 "-DPKG_CONFIG_EXECUTABLE=" + job.pkg_config().string()};
  for (const char* language : {"C", "CXX"})
    append(words, options_of_language(language, job, flags));
  append(words, recipe.configure);
  return {words, job.build(), {}};
}

}  // namespace linuxbake::bake
