// SPDX-License-Identifier: MIT
#include "bake/kbuild/source_copy.h"

#include "bake/host/command.h"
#include "bake/kbuild/make.h"
#include "common/files.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark_of_a_whole_copy = ".linuxbake-copy";

Result<void> empty_copy(const Path& tree) {
  fs::create_directories(tree);
  for (const fs::directory_entry& entry : fs::directory_iterator(tree)) {
    std::error_code problem;
    if (entry.path().filename() != ".config") fs::remove_all(entry.path(), problem);
    if (problem) return fail("cannot be removed: " + problem.message(), entry.path().string());
  }
  return {};
}

bool is_left_by_a_build(const std::string& name) {
  return name == ".git" || name == "generated" || name.starts_with(".config");
}

// Times are kept, because makefiles look at them. The files of the cache are read-only.
Result<void> fill_copy(const Job& job) {
  Words copy = {"cp", "-R", "-u", "--preserve=timestamps,links"};
  for (const fs::directory_entry& entry : fs::directory_iterator(job.source.tree))
    if (!is_left_by_a_build(entry.path().filename())) copy.push_back(entry.path());
  copy.push_back(job.recipe.tree);
  return run_quietly({copy, {}, {}}, "copying the source", job.console).and_then([&] {
    return run_quietly({{"chmod", "-R", "u+w", job.recipe.tree}, {}, {}},
                       "making the copy writable", job.console);
  });
}

// Its Config.in is not whole without them.
Result<void> put_config_in_together(const Job& job) {
  return run_make(job.recipe,
                  {"putting Config.in together", "generated",
                   make_arguments(job, {"generated/Config.in", "generated/Config.probed"})});
}

}  // namespace

Result<void> renew_source_copy(const Job& job) {
  return empty_copy(job.recipe.tree)
      .and_then([&] { return fill_copy(job); })
      .and_then([&] { return put_config_in_together(job); })
      .and_then([&] { return write_file_if_different(job.recipe.tree / mark_of_a_whole_copy, ""); })
      .map([](bool) {});
}

Result<Path> kconfig_tree(const Job& job) {
  if (!job.recipe.in_tree) return job.source.tree;
  if (!fs::exists(job.recipe.tree / mark_of_a_whole_copy))
    if (const auto made = renew_source_copy(job); !made) return tl::unexpected(made.error());
  return job.recipe.tree;
}

}  // namespace linuxbake::bake::kbuild
