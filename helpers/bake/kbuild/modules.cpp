// SPDX-License-Identifier: MIT
#include "bake/kbuild/modules.h"

#include <fmt/format.h>

#include <algorithm>

#include "bake/hash_of_kernel_modules.h"
#include "bake/host/command.h"
#include "bake/host/file_hash.h"
#include "bake/kbuild/inputs.h"
#include "bake/kbuild/make.h"
#include "bake/results/directory.h"
#include "bake/source/tree.h"
#include "common/files.h"
#include "common/lines.h"
#include "common/sha256.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

bool has_option(const std::string& configuration, const char* line) {
  const std::vector<std::string> lines = split(configuration, "\n");
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

Result<void> make_modules(const Job& job, const Path& installed, const Words& goals) {
  const Words arguments = {"INSTALL_MOD_PATH=" + installed.string(), "INSTALL_MOD_STRIP=1",
                           "DEPMOD=" + job.recipe.depmod};
  Words words = arguments;
  append(words, goals);
  std::string what = "make";
  for (const std::string& goal : goals) what += " " + goal;
  return run_make(job.recipe, {what, "modules", make_arguments(job, words)});
}

// "build" and "source" lead to directories of the host.
void remove_links_to_the_host(const Path& modules) {
  for (const fs::directory_entry& release : fs::directory_iterator(modules))
    for (const char* link : {"build", "source"}) fs::remove(release.path() / link);
}

// Leaves them in <destination>/<release>. Where the kernel was taken from the cache, modules need
// it in the tree all the same, for the symbols that it exports.
Result<void> install_modules(const Job& job, const Path& destination) {
  const Path installed = job.recipe.tree / "modules.install";
  fs::remove_all(installed);
  Words goals = job.recipe.goals;
  goals.emplace_back("modules");
  return make_modules(job, installed, goals)
      .and_then([&] { return make_modules(job, installed, {"modules_install"}); })
      .map([&] {
        remove_links_to_the_host(installed / "lib/modules");
        fs::remove_all(destination);
        fs::rename(installed / "lib/modules", destination);
        fs::remove_all(installed);
      });
}

Result<std::string> sums_of_modules(const Path& modules, const std::string& release) {
  Words names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(modules))
    if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(modules));
  std::sort(names.begin(), names.end());
  std::string sums = release + "\n";
  for (const std::string& name : names) {
    const Result<std::string> hash = file_hash(modules / name);
    if (!hash) return hash;
    sums += *hash + "  " + name + "\n";
  }
  return sums;
}

// Moves <directory>/<release> to where modules go, and writes the notes.
Result<void> deliver_modules(const Job& job, const Path& directory) {
  const Path& modules = job.recipe.modules;
  std::string release;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory))
    release = entry.path().filename();
  fs::remove_all(modules);
  fs::rename(directory / release, modules);
  fs::remove_all(directory);
  const Result<std::string> sums = sums_of_modules(modules, release);
  if (!sums) return tl::unexpected(sums.error());
  return write_note(job.recipe, "modules.manifest",
                    fmt::format("tree /lib/modules/{} \"{}\"\n", release, modules.string()))
      .and_then([&] { return write_note(job.recipe, "modules.sums", *sums); });
}

Result<std::string> modules_inputs(const Job& job) {
  return wanted_result(job).map([&](const Wanted& kernel) {
    return fmt::format("{}modules of this kernel, depmod {}\nrecipe {}\n", kernel.inputs,
                       output_of({job.recipe.depmod, "--version"}), hash_of_kernel_modules);
  });
}

}  // namespace

Result<void> check_modules_configuration(const Job& job) {
  const Result<std::string> configuration = read_file(job.config());
  if (!configuration) return tl::unexpected(configuration.error());
  if (!has_option(*configuration, "CONFIG_MODULES=y"))
    return fail(
        "MODULES asks for modules, but the configuration has no CONFIG_MODULES=y. "
        "Put it into a fragment, or leave MODULES out.");
  if (has_option(*configuration, "CONFIG_MODULE_SIG=y"))
    return fail(
        "CONFIG_MODULE_SIG makes a new key for every build, so that no two builds would give the "
        "same bytes. Switch it off: # CONFIG_MODULE_SIG is not set");
  return {};
}

Result<void> build_modules(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  const Result<std::string> inputs = modules_inputs(job);
  if (!inputs) return tl::unexpected(inputs.error());
  const bool is_current =
      note(recipe, "modules.built") == sha256(*inputs) && fs::is_directory(recipe.modules);
  if (is_current && !job.has_own_source()) return {};
  remove_note(recipe, "modules.built");
  WantedDirectory wanted{recipe.tree / "lib-modules",
                         *inputs,
                         "the modules of " + job.what(),
                         {},
                         job.has_own_source()};
  wanted.make = [&](const Path& directory) { return install_modules(job, directory); };
  return make_or_take(wanted, {recipe.cache, recipe.cmake}, job.console)
      .and_then([&] { return deliver_modules(job, wanted.path); })
      .and_then([&] { return write_note(recipe, "modules.built", sha256(*inputs)); });
}

}  // namespace linuxbake::bake::kbuild
