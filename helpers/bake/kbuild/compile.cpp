// SPDX-License-Identifier: MIT
#include "bake/kbuild/compile.h"

#include "bake/kbuild/applets.h"
#include "bake/kbuild/kernel_size.h"
#include "bake/kbuild/make.h"
#include "bake/source/tree.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

bool was_built_once(const Job& job) {
  return !note(job.recipe, "built-once").empty();
}

Result<void> empty_tree_but_for_config(const Job& job) {
  const Result<std::string> config = read_file(job.config());
  if (!config) return tl::unexpected(config.error());
  return empty_tree(job.recipe)
      .and_then([&] { return write_file_if_different(job.config(), *config); })
      .map([](bool) {});
}

Result<void> forget_other_files(const Job& job, const std::string& read_files) {
  const bool is_of_others = was_built_once(job) && note(job.recipe, "read-files") != read_files;
  if (is_of_others && !job.recipe.in_tree)
    if (const auto emptied = empty_tree_but_for_config(job); !emptied) return emptied;
  return write_note(job.recipe, "read-files", read_files);
}

Progress progress_of(const Job& job) {
  Progress progress{job.recipe.terminal, {}};
  if (was_built_once(job)) return progress;  // what is left is not known
  const std::string configuration = read_file(job.config()).value_or("");
  progress.expected_steps = std::to_string(expected_steps(configuration, job.is_of_linux()));
  return progress;
}

// One at a time: BusyBox's makefile would start a make for each, side by side in one tree.
Result<void> make_each_goal(const Job& job) {
  const Progress progress = progress_of(job);
  if (job.recipe.terminal) job.console.say("building " + job.what());
  for (const std::string& goal : job.recipe.goals)
    if (const auto made = make_goals(job, goal, {goal}, progress); !made) return made;
  return write_note(job.recipe, "built-once", "yes\n");
}

}  // namespace

std::size_t expected_steps(const std::string& configuration, bool is_of_linux) {
  std::size_t count = 0;
  for (const std::string& line : split(configuration, "\n"))
    if (line.ends_with("=y")) ++count;
  return is_of_linux ? count * 28 / 10 : count;
}

Result<void> compile(const Job& job, const std::string& read_files) {
  return forget_other_files(job, read_files)
      .and_then([&] { return make_each_goal(job); })
      .and_then([&] { return job.is_of_linux() ? write_kernel_size(job) : write_applets(job); });
}

}  // namespace linuxbake::bake::kbuild
