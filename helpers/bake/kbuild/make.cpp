// SPDX-License-Identifier: MIT
#include "bake/kbuild/make.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/files.h"

namespace linuxbake::bake::kbuild {
namespace {

constexpr std::size_t more_newlines_than_questions = 4096;

std::string what_is_made(const Words& goals) {
  return fmt::format("make {}", fmt::join(goals, " "));
}

}  // namespace

Words make_arguments(const Job& job, const Words& more) {
  const KbuildRecipe& recipe = job.recipe;
  Words words = {"-C", job.source.tree, "O=" + recipe.tree.string()};
  if (recipe.in_tree) words = {"-C", recipe.tree};
  append(words, recipe.make_arguments);
  append(words, more);
  return words;
}

Result<void> make_goals(const Job& job, const std::string& log, const Words& goals,
                        const Progress& progress) {
  return run_make(job.recipe,
                  {what_is_made(goals), log, make_arguments(job, goals), {}, progress, {}});
}

Result<void> make_on_terminal(const Job& job, const std::string& goal) {
  Command command{{job.recipe.make}, {}, {}};
  append(command.words, make_arguments(job, {goal}));
  const CommandEnd end = run_on_terminal(command);
  if (end.success) return {};
  return fail(fmt::format("make {} failed ({}).", goal, end.end));
}

Result<void> update_configuration(const Job& job) {
  const Path newlines = job.recipe.directory / "newlines";
  const Words goals = {job.recipe.update};
  return write_file_if_different(newlines, std::string(more_newlines_than_questions, '\n'))
      .and_then([&](bool) {
        return run_make(
            job.recipe,
            {what_is_made(goals), "configure", make_arguments(job, goals), {}, {}, newlines});
      });
}

}  // namespace linuxbake::bake::kbuild
