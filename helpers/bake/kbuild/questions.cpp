// SPDX-License-Identifier: MIT
#include "bake/kbuild/questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "bake/kbuild/kconfig.h"
#include "bake/kbuild/source_copy.h"
#include "bake/source/tree.h"

namespace linuxbake::bake::kbuild {
namespace {

bool is_of_a_name(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

Words explain_command(const Job& job, const Path& tree) {
  const KbuildRecipe& recipe = job.recipe;
  if (note(recipe, "edited").empty())
    return kconfig_command(job, "explain", tree, options_of_fragments(job));
  Words words = {recipe.kconfig, "explain", "--tree", tree};
  append(words, recipe.kconfig_arguments);
  append(words, {"--cache", recipe.cache.directory, "--config", job.config()});
  return words;
}

void ask_for_symbols(const Job& job, const Words& command) {
  const KbuildRecipe& recipe = job.recipe;
  job.console.show(
      fmt::format("Which symbol? The environment names it, or several:\n\n"
                  "  LINUXBAKE_SYMBOL=TTY cmake --build '{}' --target {}-explain\n\n"
                  "The program behind it takes the symbol as its last word:\n\n  '{}' -- TTY\n",
                  recipe.build_directory.string(), recipe.target, fmt::join(command, "' '")));
}

// Those that come with LinuxBake are for every kernel, so some of their lines are idle in most.
Words lint_command(const Job& job, const Path& tree) {
  Words words = kconfig_command(job, "lint", tree);
  for (const Path& fragment : job.recipe.shared_fragments) append(words, {"--shared", fragment});
  words.emplace_back("--");
  for (const Path& fragment : job.recipe.fragments) words.push_back(fragment);
  return words;
}

Result<void> lint_in(const Job& job, const Path& tree) {
  const CommandEnd end = run_for_errors({lint_command(job, tree), {}, {}});
  if (!end.success) {
    job.console.show(complaint_of_kconfig(end.output));
    return fail("lines of the fragments have no effect (see above).");
  }
  job.console.say("each line of the fragments has an effect.");
  return {};
}

}  // namespace

Words symbols_in(std::string_view text) {
  Words symbols(1);
  for (const char c : text)
    if (is_of_a_name(c))
      symbols.back() += c;
    else if (!symbols.back().empty())
      symbols.emplace_back();
  if (symbols.back().empty()) symbols.pop_back();
  return symbols;
}

Result<void> explain(const Job& job) {
  const Result<Path> tree = kconfig_tree(job);
  if (!tree) return tl::unexpected(tree.error());
  const Words command = explain_command(job, *tree);
  const char* wanted = std::getenv("LINUXBAKE_SYMBOL");
  const Words symbols = symbols_in(wanted == nullptr ? "" : wanted);
  if (symbols.empty()) ask_for_symbols(job, command);
  for (const std::string& symbol : symbols) {
    Words words = command;
    append(words, {"--", symbol});
    if (!run_in_sight({words, {}, {}}).success)
      return fail(fmt::format("'{}' cannot be explained (see above).", symbol));
  }
  return {};
}

Result<void> lint(const Job& job) {
  if (job.recipe.fragments.empty()) {
    job.console.say("there are no CONFIG_FRAGMENTS.");
    return {};
  }
  return kconfig_tree(job).and_then([&](const Path& tree) { return lint_in(job, tree); });
}

}  // namespace linuxbake::bake::kbuild
