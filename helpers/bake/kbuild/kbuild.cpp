// SPDX-License-Identifier: MIT
#include "bake/kbuild/kbuild.h"

#include <algorithm>
#include <array>

#include "bake/kbuild/build.h"
#include "bake/kbuild/configure.h"
#include "bake/kbuild/edit.h"
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

Result<void> step_configure(const Job& job) {
  return configure(job)
      .and_then([&] { return write_note(job.recipe, "edited", ""); })
      .and_then(
          [&] { return has_modules(job) ? check_modules_configuration(job) : Result<void>(); });
}

Result<void> step_build(const Job& job) {
  const Result<void> built = build(job);
  if (!built || !has_modules(job)) return built;
  return check_modules_configuration(job).and_then([&] { return build_modules(job); });
}

struct Step {
  const char* name;
  bool needs_compiler;
  Result<void> (*run)(const Job& job);
};

constexpr std::array<Step, 7> steps = {{
    {"configure", true, step_configure},
    {"build", true, step_build},
    {"menuconfig", true, change_by_menus},
    {"savefragment", true, save_fragment},
    {"explain", false, explain},
    {"lint", false, lint},
    {"symbols", true, make_symbols},
}};

Result<void> run_with_compiler(const Step& step, const KbuildRecipe& recipe,
                               const Console& console) {
  const Result<Prepared> prepared = prepare(recipe, console);
  if (!prepared) return tl::unexpected(prepared.error());
  return step.run({{recipe, prepared->source, console}, prepared->compiler});
}

Result<void> run_on_source(const Step& step, const KbuildRecipe& recipe, const Console& console) {
  const Result<Source> source = find_source(recipe, console);
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
