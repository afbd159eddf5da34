// SPDX-License-Identifier: MIT
#include "bake/cxx/build.h"

#include "bake/cxx/sysroot.h"
#include "bake/host/command.h"
#include "bake/host/copy_tree.h"
#include "bake/step/jobs.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

Words launchers(const std::string& compiler_cache) {
  Words options;
  if (compiler_cache.empty()) return options;
  for (const char* language : {"C", "CXX", "ASM"})
    options.push_back(std::string("-DCMAKE_") + language + "_COMPILER_LAUNCHER=" + compiler_cache);
  return options;
}

Result<void> configure_part(const CxxJob& job, const std::string& part, const Path& source) {
  const CxxRecipe& recipe = job.recipe;
  const Path build = recipe.tree / part;
  fs::remove_all(build);
  Words words = {recipe.cmake,
                 "-G",
                 "Unix Makefiles",
                 "-S",
                 source,
                 "-B",
                 build,
                 "--toolchain=" + recipe.toolchain_file.string(),
                 "-DCMAKE_MAKE_PROGRAM=" + recipe.make};
  append(words, launchers(recipe.compiler_cache));
  append(words, {"-C", recipe.settings});
  return run_quietly({words, {}, {}}, "configuring " + part, job.console);
}

// The part's own CMake, for the target; what it installs goes to `destination`.
Result<void> build_part(const CxxJob& job, const std::string& part, const Path& source,
                        const Path& destination) {
  return configure_part(job, part, source).and_then([&] {
    return run_make(job.recipe, {"building " + part,
                                 part,
                                 {"-C", job.recipe.tree / part, "install"},
                                 {{"DESTDIR", destination}}});
  });
}

}  // namespace

// The builtins have to be where clang looks for them before a program can be linked.
Result<void> build_runtime(const CxxJob& job, const Path& destination) {
  const Path& source = job.source.tree;
  return write_sysroot(job, false)
      .and_then([&] { return write_compilers(job); })
      .and_then([&] {
        return build_part(job, "builtins", source / "compiler-rt/lib/builtins", destination);
      })
      .map([&] {
        copy_below(destination / "clang/lib", job.resources() / "lib",
                   [](const Path&) { return true; });
      })
      .and_then([&] { return build_part(job, "libcxx", source / "runtimes", destination); });
}

}  // namespace linuxbake::bake
