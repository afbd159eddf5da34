// SPDX-License-Identifier: MIT
#include "bake/step/jobs.h"

#include <cstdlib>

namespace linuxbake::bake {
namespace {

// Of the environment; empty where it is not set, or is no number.
std::string number_in(const char* name) {
  const char* value = std::getenv(name);
  const std::string text = value == nullptr ? "" : value;
  const bool is_number = !text.empty() && text.front() != '0' &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? text : "";
}

// Who compiles on other machines, too, runs more compilers than this one has processors; all else
// keeps to the number for this machine.
std::string wanted_jobs() {
  const std::string compilers = number_in("LINUXBAKE_COMPILE_JOBS");
  return compilers.empty() ? number_in("CMAKE_BUILD_PARALLEL_LEVEL") : compilers;
}

}  // namespace

Words jobs_words(const Recipe& recipe, const std::string& log, const Progress& progress) {
  Words words = {recipe.jobs, "run",        "--pool", recipe.cache.directory / "locks/jobs",
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
