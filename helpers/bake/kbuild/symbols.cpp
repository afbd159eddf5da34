// SPDX-License-Identifier: MIT
#include "bake/kbuild/symbols.h"

#include <fmt/format.h>

#include "bake/host/file_hash.h"
#include "bake/kbuild/make.h"
#include "bake/source/tree.h"

namespace linuxbake::bake::kbuild {
namespace {

bool is_on(const KbuildRecipe& recipe, const char* option) {
  return note(recipe, "config").find(fmt::format("\n{}=y\n", option)) != std::string::npos;
}

Result<void> compare_maps(const Job& job) {
  const Path wanted = job.recipe.directory / "System.map", made = job.recipe.tree / "System.map";
  const Result<std::string> hash = file_hash(wanted);
  if (!hash) return tl::unexpected(hash.error());
  if (file_hash(made) == hash) return {};
  return fail(
      fmt::format("vmlinux is another kernel than the one that was built: their System.map differ "
                  "({}, {}). Build {} again.",
                  wanted.string(), made.string(), job.recipe.target));
}

}  // namespace

Result<void> check_debug_information(const KbuildRecipe& recipe, const Console& console) {
  if (is_on(recipe, "CONFIG_DEBUG_INFO")) return {};
  console.show(recipe.target +
               " was built without debug information. "
               "Put these lines into a file of its CONFIG_FRAGMENTS:\n\n"
               "  CONFIG_DEBUG_KERNEL=y\n"
               "  CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y\n"
               "  CONFIG_GDB_SCRIPTS=y\n");
  return fail("there is nothing to debug it with (see above).");
}

Result<void> make_symbols(const Job& job) {
  Words goals = {"vmlinux"};
  if (is_on(job.recipe, "CONFIG_GDB_SCRIPTS")) goals.emplace_back("scripts_gdb");
  for (const std::string& goal : goals)
    if (const auto made = make_goals(job, "vmlinux", {goal}, {true, {}}); !made) return made;
  return compare_maps(job);
}

}  // namespace linuxbake::bake::kbuild
