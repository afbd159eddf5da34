// SPDX-License-Identifier: MIT
#include "bake/step/jobs.h"

#include <cstdlib>

namespace linuxbake::bake {
namespace {

// Of the environment; empty where it is not set, or is no number.
std::string wanted_jobs() {
  const char* level = std::getenv("CMAKE_BUILD_PARALLEL_LEVEL");
  const std::string text = level == nullptr ? "" : level;
  const bool is_number = !text.empty() && text.front() != '0' &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? text : "";
}

}  // namespace

Words jobs_words(const Recipe& recipe, const std::string& log, const Progress& progress) {
  Words words = {recipe.jobs, "run",        "--pool", recipe.cache / "locks/jobs",
                 "--title",   recipe.target};
  if (const std::string jobs = wanted_jobs(); !jobs.empty()) append(words, {"--jobs", jobs});
  if (!progress.is_shown) words.emplace_back("--quiet");
  append(words, {"--log", recipe.directory / (log + ".log")});
  if (!progress.expected_steps.empty()) append(words, {"--expect", progress.expected_steps});
  return words;
}

Result<void> run_make(const Recipe& recipe, const Make& make) {
  Command command{jobs_words(recipe, make.log, make.progress), {}, make.environment, make.input};
  append(command.words, {"--", recipe.make});
  append(command.words, make.arguments);
  return run_shown(command, make.what);
}

}  // namespace linuxbake::bake
