// SPDX-License-Identifier: MIT
#include "bake/musl/wrapper.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace linuxbake::bake {
namespace {

std::string line_of(const Words& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

bool is_pie(const MuslRecipe& recipe) {
  const Words& flags = recipe.pie_flags;
  return std::find(flags.begin(), flags.end(), "-static-pie") != flags.end();
}

}  // namespace

Values values_of_specs(const MuslJob& job) {
  const bool pie = is_pie(job.recipe), own = !job.recipe.own_libgcc.empty();
  const std::string begin = pie ? "crtbeginS.o%s" : "crtbeginT.o%s";
  const std::string end = pie ? "crtendS.o%s" : "crtend.o%s";
  return {{"sysroot", job.sysroot()},
          {"start_file", pie ? "rcrt1.o" : "crt1.o"},
          {"libgcc", own ? "" : "-L .%s"},
          {"crtbegin", own ? "" : begin},
          {"crtend", own ? "" : end}};
}

Result<void> write_wrapper(const MuslJob& job) {
  const MuslRecipe& recipe = job.recipe;
  return write_from_template(job.sysroot() / "lib" / specs_name, recipe.specs, values_of_specs(job))
      .and_then([&] {
        return write_program_from_template(job.wrapper(), recipe.wrapper,
                                           {{"compiler_command", line_of(recipe.compiler)},
                                            {"wrapper_flags", line_of(recipe.pie_flags)},
                                            {"sysroot", job.sysroot()}});
      });
}

}  // namespace linuxbake::bake
