// SPDX-License-Identifier: MIT
#include "bake/kbuild/configure.h"

#include <fmt/format.h>

#include "bake/kbuild/confirm.h"
#include "bake/kbuild/inputs.h"
#include "bake/kbuild/kconfig.h"
#include "bake/kbuild/kept_configuration.h"
#include "bake/kbuild/make.h"
#include "bake/kbuild/source_copy.h"
#include "bake/source/tree.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

Result<void> copy_config(const Path& from, const Path& to) {
  return read_file(from)
      .and_then([&](const std::string& text) { return write_file_if_different(to, text); })
      .map([](bool) {});
}

// The lines that CONFIG_FIX added, in the words of the build.
void tell_fix(const Job& job) {
  const std::string text = read_file(fix_file(job)).value_or("");
  const std::string_view lines = trimmed(text, " \t\r\n");
  if (lines.empty()) return;
  job.console.say(
      fmt::format("CONFIG_FIX added to the configuration:\n     {}\n"
                  "   They are in {}; put them into the fragment to keep them.",
                  with_replaced(std::string(lines), "\n", "\n     "), fix_file(job).string()));
}

// CONFIG_FIX: finds the lines that are missing.
Result<void> fix_configuration(const Job& job, const Path& tree) {
  const KbuildRecipe& recipe = job.recipe;
  std::error_code ignored;
  fs::remove(fix_file(job), ignored);
  if (!recipe.fix || recipe.fragments.empty()) return {};
  Words words = kconfig_command(job, "fix", tree, {"--output", fix_file(job)});
  append(words, options_of_fragments(job));
  const CommandEnd end = run_for_errors({words, {}, {}});
  if (end.success) {
    tell_fix(job);
    return {};
  }
  job.console.show(complaint_of_kconfig(end.output));
  if (recipe.configured_by_make && end.end == "3")
    job.console.show("CONFIG_FIX needs linuxbake-kconfig: do without it in this tree.");
  return refusal(end);
}

// Whether nothing had to be said of it.
Result<bool> resolve_in(const Job& job, const Path& tree) {
  Words words = kconfig_command(job, "resolve", tree,
                                {"--check", "--output", job.resolved_config(), "--provenance",
                                 job.recipe.directory / "provenance.json"});
  append(words, options_of_fragments(job));
  const CommandEnd end = run_for_errors({words, {}, {}});
  const std::string text = complaint_of_kconfig(end.output);
  if (!text.empty()) job.console.show(text);
  if (!end.success) return refusal(end);
  return copy_config(job.resolved_config(), job.config()).map([&] { return text.empty(); });
}

Result<bool> resolve_configuration(const Job& job) {
  return kconfig_tree(job).and_then([&](const Path& tree) {
    return fix_configuration(job, tree).and_then([&] { return resolve_in(job, tree); });
  });
}

Result<void> make_base(const Job& job) {
  const std::string& base = job.recipe.base;
  if (!Path(base).is_absolute()) return make_goals(job, "configure", {base});
  return copy_config(base, job.config()).and_then([&] { return update_configuration(job); });
}

Result<void> merge_fragments(const Job& job) {
  const Path base = job.recipe.directory / "base.config";
  const Path merged = job.recipe.directory / "merged.config";
  Words words = {
      job.recipe.kconfig, "merge", "--base",       base,
      "--output",         merged,  "--provenance", job.recipe.directory / "provenance.json"};
  for (const Path& fragment : job.recipe.base_fragments) append(words, {"--fragment", fragment});
  append(words, options_of_fragments(job));
  return copy_config(job.config(), base)
      .and_then([&] {
        return run_shown({words, {}, {}}, "merging the configuration");
      })
      .and_then([&] { return copy_config(merged, job.config()); });
}

Result<void> configure_by_make(const Job& job) {
  job.console.say("configuring " + job.what());
  return kconfig_tree(job)
      .and_then([&](const Path& tree) { return fix_configuration(job, tree); })
      .and_then([&] { return make_base(job); })
      .and_then([&] { return merge_fragments(job); })
      .and_then([&] { return update_configuration(job); })
      .and_then([&] { return check_options(job); });
}

Result<void> forget_whether_silent(const Result<bool>& resolved) {
  return resolved.map([](bool) {});
}

// Takes what others have made, or makes it. What has to be said of one is said to everybody: it is
// not kept.
Result<void> configure_anew(const Job& job, const std::string& inputs) {
  if (job.recipe.configured_by_make) return configure_by_make(job);
  const Result<bool> taken = take_configuration(job, inputs);
  if (!taken) return tl::unexpected(taken.error());
  if (*taken) return copy_config(job.resolved_config(), job.config());
  const Result<bool> is_silent = resolve_configuration(job);
  return is_silent && *is_silent ? keep_configuration(job, inputs)
                                 : forget_whether_silent(is_silent);
}

}  // namespace

Result<void> configure(const Job& job) {
  const Result<std::string> inputs = configuration_inputs(job);
  if (!inputs) return tl::unexpected(inputs.error());
  const bool is_current = note(job.recipe, "configured") == *inputs && fs::exists(job.config());
  if (is_current && !job.has_own_source()) return {};
  remove_note(job.recipe, "configured");
  return configure_anew(job, *inputs).and_then([&] {
    return write_note(job.recipe, "configured", *inputs);
  });
}

Result<void> renew_configuration(const Job& job) {
  if (job.recipe.in_tree)
    if (const auto renewed = renew_source_copy(job); !renewed) return renewed;
  const bool is_edited = !note(job.recipe, "edited").empty();
  if (job.recipe.configured_by_make || is_edited) return update_configuration(job);
  return forget_whether_silent(resolve_configuration(job));
}

}  // namespace linuxbake::bake::kbuild
