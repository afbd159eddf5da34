// SPDX-License-Identifier: MIT
#include "bake/kbuild/confirm.h"

#include <fmt/format.h>

#include "bake/kbuild/kconfig.h"
#include "bake/kbuild/make.h"
#include "bake/source/tree.h"
#include "common/files.h"

namespace linuxbake::bake::kbuild {

Result<void> check_options(const Job& job) {
  Words words = {job.recipe.kconfig, "check", "--config", job.config()};
  append(words, options_of_fragments(job));
  const CommandEnd end = run_in_sight({words, {}, {}});
  if (end.success) return {};
  return refusal(end);
}

Result<bool> confirm_configuration(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  if (recipe.configured_by_make || !note(recipe, "edited").empty()) return false;
  const Path& resolved = job.resolved_config();
  const Result<bool> kept = read_file(job.config()).and_then([&](const std::string& text) {
    return write_file_if_different(resolved, text);
  });
  if (!kept) return kept;
  if (const auto updated = update_configuration(job); !updated)
    return tl::unexpected(updated.error());
  const CommandEnd end = run_aside({{recipe.kconfig, "diff", resolved, job.config()}, {}, {}});
  if (end.success) return false;
  job.console.warn(
      fmt::format("make {} changes what linuxbake-kconfig made of the configuration. "
                  "This is a fault of linuxbake-kconfig; what make says holds:\n{}",
                  recipe.update, end.output));
  return check_options(job).map([] { return true; });
}

}  // namespace linuxbake::bake::kbuild
