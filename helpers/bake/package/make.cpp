// SPDX-License-Identifier: MIT
#include "bake/package/make.h"

#include <fmt/format.h>

#include <algorithm>

#include "bake/host/command.h"
#include "bake/package/configure.h"
#include "bake/step/jobs.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake {
namespace {

// The compiler or the linker says that something is not there.
bool says_missing(std::string_view line) {
  const auto holds = [&](std::string_view words) {
    return line.find(words) != std::string_view::npos;
  };
  return (holds("fatal error: ") && (holds("No such file") || holds("file not found"))) ||
         holds("cannot find -l") || holds("unable to find library -l");
}

bool lacks_library(const Path& log) {
  const std::string text = read_file(log).value_or("");
  const std::vector<std::string> lines = split(text, "\n");
  return std::any_of(lines.begin(), lines.end(), says_missing);
}

}  // namespace

Words make_words(const Job& job, const Flags& flags, const std::string& log,
                 const Words& confined) {
  const PackageRecipe& recipe = job.recipe;
  Words words = jobs_words(recipe, log);
  append(words, confined);
  append(words,
         {"--", recipe.build_system == "meson" ? recipe.ninja : recipe.make, "-C", job.build()});
  if (recipe.build_system == "make")  // the others have them since they were configured
    for (const auto& [name, value] : tool_variables(job, flags))
      words.push_back(name + "=" + value);
  return words;
}

Result<void> make(const Job& job, const Flags& flags) {
  Words words = make_words(job, flags, "make", {});
  append(words, job.recipe.make_arguments);
  const CommandEnd end = run_in_sight({words, job.build(), {}});
  if (end.success) return {};
  const bool lacks = lacks_library(job.recipe.directory / "make.log");
  return fail(fmt::format("make failed ({}).{}", end.end, lacks ? advice_on_libraries : ""));
}

}  // namespace linuxbake::bake
