// SPDX-License-Identifier: MIT
#include "bake/cxx/sysroot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "bake/host/command.h"
#include "bake/host/copy_tree.h"
#include "bake/host/template.h"
#include "bake/musl/wrapper.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

bool is_any(const Path& /*file*/) {
  return true;
}

Path configuration(const CxxJob& job) {
  return job.recipe.tree / "clang.cfg";
}

Result<void> write_compiler(const CxxJob& job, const Words& command, const std::string& name) {
  const Values values = {{"compiler_command", fmt::format("{}", fmt::join(command, " "))},
                         {"configuration", configuration(job)}};
  return write_program_from_template(job.recipe.tree / "bin" / (job.recipe.triple + "-" + name),
                                     job.recipe.wrapper, values);
}

}  // namespace

Result<void> write_sysroot(const CxxJob& job, bool with_runtime) {
  fs::remove_all(job.sysroot());
  fs::remove_all(job.resources());
  fs::create_directories(job.resources());
  copy_below(job.recipe.libc_sysroot, job.sysroot(),
             [](const Path& file) { return file.filename() != specs_name; });
  if (with_runtime) {
    copy_below(job.runtime() / "usr", job.sysroot() / "usr", is_any);
    copy_below(job.runtime() / "clang/lib", job.resources() / "lib", is_any);
  }
  const std::string& clang = job.recipe.compiler.front();
  const std::string directory = output_of({clang, "-print-resource-dir"});
  if (directory.empty()) return fail(fmt::format("'{}' does not say where its headers are", clang));
  fs::create_directory_symlink(Path(directory) / "include", job.resources() / "include");
  return {};
}

Result<void> write_compilers(const CxxJob& job) {
  const CxxRecipe& recipe = job.recipe;
  const Values values = {{"triple", recipe.triple},
                         {"sysroot", job.sysroot()},
                         {"resources", job.resources()},
                         {"lld", recipe.linker},
                         {"flag_lines", fmt::format("{}", fmt::join(recipe.flags, "\n"))}};
  return write_from_template(configuration(job), recipe.configuration, values)
      .and_then([&] { return write_compiler(job, recipe.compiler, "clang"); })
      .and_then([&] { return write_compiler(job, recipe.compiler_cxx, "clang++"); });
}

}  // namespace linuxbake::bake
