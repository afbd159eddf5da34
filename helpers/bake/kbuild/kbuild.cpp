// SPDX-License-Identifier: MIT
#include "bake/kbuild/kbuild.h"

#include <algorithm>
#include <array>

#include "bake/kbuild/build.h"
#include "bake/kbuild/configure.h"
#include "bake/kbuild/edit.h"
#include "bake/kbuild/kept_configuration.h"
#include "bake/kbuild/modules.h"
#include "bake/kbuild/questions.h"
#include "bake/kbuild/symbols.h"
#include "bake/source/tree.h"
#include "bake/step/prepare.h"

namespace linuxbake::bake::kbuild {
namespace {

bool has_modules(const Job& job) {
  return !job.recipe.modules.empty();
}

// The same step, with all of the source.
template <typename Act>
Result<void> with_whole_source(const Job& job, const Act& act) {
  const Result<Prepared> prepared = prepare(job.recipe, job.console);
  if (!prepared) return tl::unexpected(prepared.error());
  return act(Job{{job.recipe, prepared->source, job.console}, prepared->compiler});
}

Result<void> configure_unedited(const Job& job) {
  return configure(job).and_then([&] { return write_note(job.recipe, "edited", ""); });
}

// What a part or another machine has configured may lack something.
Result<void> configure_again(const Job& job) {
  remove_note(job.recipe, "configured");
  return configure_unedited(job);
}

Result<void> configure_from_part(const Job& job) {
  if (configure_unedited(job)) return {};
  job.console.say("once more, with all of the source");
  return with_whole_source(job, configure_again);
}

Result<void> build_from_whole(const Job& job) {
  const bool is_edited = !note(job.recipe, "edited").empty();
  return make_own_configuration(job)
      .and_then([&] { return is_edited ? Result<void>() : configure_again(job); })
      .and_then([&] { return build(job); })
      .map([](bool) {});
}

Result<void> build_wherever(const Job& job) {
  const Result<bool> built = build(job);
  if (built && *built) return {};
  if (job.source.is_part) return with_whole_source(job, build_from_whole);
  if (built) return build_from_whole(job);
  return tl::unexpected(built.error());
}

Result<void> step_configure(const Job& job) {
  if (job.source.is_part) return configure_from_part(job);
  return configure_unedited(job).and_then(
      [&] { return has_modules(job) ? check_modules_configuration(job) : Result<void>(); });
}

Result<void> step_build(const Job& job) {
  const Result<void> built = build_wherever(job);
  if (!built || !has_modules(job)) return built;
  return check_modules_configuration(job).and_then([&] { return build_modules(job); });
}

struct Step {
  const char* name;
  bool needs_compiler;
  SourceExtent extent;  // of the source
  Result<void> (*run)(const Job& job);
};

constexpr std::array<Step, 7> steps = {{
    {"configure", true, SourceExtent::kconfig_part, step_configure},
    {"build", true, SourceExtent::kconfig_part, step_build},
    {"menuconfig", true, SourceExtent::whole, change_by_menus},
    {"savefragment", true, SourceExtent::whole, save_fragment},
    {"explain", false, SourceExtent::kconfig_part, explain},
    {"lint", false, SourceExtent::kconfig_part, lint},
    {"symbols", true, SourceExtent::whole, make_symbols},
}};

SourceExtent extent_of(const Step& step, const KbuildRecipe& recipe) {
  const bool part_is_enough =
      !recipe.configured_by_make && !recipe.in_tree && recipe.modules.empty();
  return part_is_enough ? step.extent : SourceExtent::whole;
}

Result<void> run_with_compiler(const Step& step, const KbuildRecipe& recipe,
                               const Console& console) {
  const Result<Prepared> prepared = prepare(recipe, console, extent_of(step, recipe));
  if (!prepared) return tl::unexpected(prepared.error());
  return step.run({{recipe, prepared->source, console}, prepared->compiler});
}

Result<void> run_on_source(const Step& step, const KbuildRecipe& recipe, const Console& console) {
  const Result<Source> source = find_source(recipe, console, extent_of(step, recipe));
  if (!source) return tl::unexpected(source.error());
  return step.run({{recipe, *source, console}, {}});
}

// Before anything is fetched or compiled.
Result<void> check_step(const Step& step, const KbuildRecipe& recipe, const Console& console) {
  return step.run == make_symbols ? check_debug_information(recipe, console) : Result<void>();
}

}  // namespace

std::vector<std::string> names_of_steps() {
  std::vector<std::string> names;
  for (const Step& step : steps) names.emplace_back(step.name);
  return names;
}

Result<void> run_kbuild_step(const KbuildRecipe& recipe, const std::string& name,
                             const Console& console) {
  const auto* const step =
      std::find_if(steps.begin(), steps.end(), [&](const Step& one) { return one.name == name; });
  if (step == steps.end()) return fail("there is no step " + name);
  return check_step(*step, recipe, console).and_then([&] {
    return step->needs_compiler ? run_with_compiler(*step, recipe, console)
                                : run_on_source(*step, recipe, console);
  });
}

}  // namespace linuxbake::bake::kbuild
