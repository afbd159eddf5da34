// SPDX-License-Identifier: MIT
#include "bake/kbuild/kconfig.h"

#include "common/lines.h"

namespace linuxbake::bake::kbuild {
namespace {

void append_files(Words& words, const char* option, const Paths& files) {
  for (const Path& file : files) append(words, {option, file});
}

std::string_view without_name(std::string_view line) {
  for (const std::string_view beginning : {std::string_view("linuxbake-kconfig: error: "),
                                           std::string_view("linuxbake-kconfig: warning: ")})
    if (line.starts_with(beginning)) return line.substr(beginning.size());
  return line;
}

}  // namespace

Words kconfig_command(const Job& job, const char* verb, const Path& tree, const Words& more) {
  const KbuildRecipe& recipe = job.recipe;
  Words words = {recipe.kconfig, verb, "--tree", tree};
  append(words, recipe.kconfig_arguments);
  append(words, {"--cache", recipe.cache.directory, "--base", recipe.base});
  append_files(words, "--base-fragment", recipe.base_fragments);
  append(words, more);
  return words;
}

Path fix_file(const Job& job) {
  return job.recipe.directory / "fix.config";
}

Words options_of_fragments(const Job& job) {
  Words words;
  append_files(words, "--fragment", job.recipe.fragments);
  if (job.recipe.fix && std::filesystem::exists(fix_file(job)))
    append_files(words, "--fragment", {fix_file(job)});
  return words;
}

std::string complaint_of_kconfig(std::string_view errors) {
  std::string complaint;
  while (!errors.empty()) {
    complaint += without_name(take_line(errors));
    complaint += '\n';
  }
  complaint.erase(complaint.find_last_not_of('\n') + 1);
  return complaint;
}

// 1: options that cannot be; 3: an input that cannot be used, a tree or a configuration.
tl::unexpected<Error> refusal(const CommandEnd& end) {
  if (end.end == "1") return fail("the configuration is not what was asked for (see above).");
  return fail("the configuration cannot be made (see above).");
}

}  // namespace linuxbake::bake::kbuild
