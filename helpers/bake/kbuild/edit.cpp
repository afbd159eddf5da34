// SPDX-License-Identifier: MIT
#include "bake/kbuild/edit.h"

#include <fmt/format.h>

#include "bake/host/file_hash.h"
#include "bake/kbuild/kconfig.h"
#include "bake/kbuild/make.h"
#include "bake/kbuild/source_copy.h"
#include "bake/source/tree.h"

namespace linuxbake::bake::kbuild {

Result<void> change_by_menus(const Job& job) {
  const Result<std::string> before = file_hash(job.config());
  if (!before) return tl::unexpected(before.error());
  if (const auto made = make_on_terminal(job, "menuconfig"); !made) return made;
  const Result<std::string> after = file_hash(job.config());
  if (!after) return tl::unexpected(after.error());
  if (*before == *after) {
    job.console.say("the configuration is as it was.");
    return {};
  }
  return write_note(job.recipe, "edited", *after).map([&] {
    job.console.say(
        fmt::format("the next build uses this configuration, until a fragment changes. "
                    "{}-savefragment writes it down.",
                    job.recipe.target));
  });
}

Result<void> save_fragment(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  return kconfig_tree(job)
      .and_then([&](const Path& tree) {
        const Words words = kconfig_command(
            job, "minimize", tree, {"--config", job.config(), "--output", recipe.saved_fragment});
        return run_shown({words, {}, {}}, "minimize");
      })
      .map([&] {
        job.console.say(
            fmt::format("{} holds what it takes to get this configuration from {}. "
                        "It can stand in CONFIG_FRAGMENTS in place of the present ones.",
                        recipe.saved_fragment.string(), Path(recipe.base).filename().string()));
      });
}

}  // namespace linuxbake::bake::kbuild
