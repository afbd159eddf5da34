// SPDX-License-Identifier: MIT
#include "bake/package/configure.h"

#include "bake/host/command.h"
#include "bake/package/cmake.h"
#include "bake/package/meson.h"

namespace linuxbake::bake {
namespace {

Result<void> autoreconf(const Job& job) {
  const std::string& program = job.recipe.autoreconf;
  if (program.empty()) return {};
  return run_quietly({{program, "--install", "--force"}, job.build(), {}}, "autoreconf",
                     job.console);
}

Command configure_script(const Job& job, const Flags& flags) {
  const Path directory = job.recipe.in_source ? job.build() : job.source.tree;
  Words words = {directory / "configure"};
  if (job.recipe.build_system == "autotools")
    words.insert(words.end(), {"--host=" + job.recipe.host_triple,
                               "--build=" + job.recipe.build_triple, "--prefix=/usr"});
  for (const std::string& argument : job.recipe.configure)
    words.push_back(with_replaced(argument, "@CC@", flags.cc));
  return {words, job.build(), tool_variables(job, flags)};
}

}  // namespace

Result<void> configure(const Job& job, const Flags& flags) {
  const std::string& system = job.recipe.build_system;
  if (system == "make") return {};
  const auto run = [&](const Command& command, const char* what) {
    return run_quietly(command, what, job.console, advice_on_libraries);
  };
  if (system == "cmake") return run(cmake_command(job, flags), "cmake");
  if (system == "meson")
    return write_own_cross_file(job, flags).and_then([&] {
      return run(meson_command(job), "meson");
    });
  return autoreconf(job).and_then([&] { return run(configure_script(job, flags), "configure"); });
}

}  // namespace linuxbake::bake
