// SPDX-License-Identifier: MIT
#include "bake/package/build.h"

#include <cstdlib>

#include "bake/package/configure.h"
#include "bake/package/make.h"
#include "bake/package/sysroot.h"
#include "bake/package/tidy.h"
#include "bake/source/tree.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// Their programs run in the build.
void put_native_packages_in_path(const Paths& roots) {
  const char* path = std::getenv("PATH");
  std::string places = path == nullptr ? "/usr/bin:/bin" : path;
  for (const Path& root : roots) places.insert(0, (root / "usr/bin").string() + ":");
  ::setenv("PATH", places.c_str(), 1);
}

Result<void> forget_what_is_configured(const Job& job) {
  remove_note(job.recipe, "configured");
  std::error_code problem;
  fs::remove_all(job.build(), problem);
  if (problem) return fail("cannot be removed: " + problem.message(), job.build().string());
  return {};
}

Result<void> bring_source(const Job& job) {
  if (!job.recipe.in_source) return {};
  return copy_source(job.source.tree, job.build(), job.console);
}

Result<void> configure_once(const Job& job, const Flags& flags, const std::string& inputs) {
  const bool is_configured =
      note(job.recipe, "configured") == inputs && fs::is_directory(job.build());
  if (!is_configured)
    if (const auto forgotten = forget_what_is_configured(job); !forgotten) return forgotten;
  if (const auto brought = bring_source(job); !brought || is_configured) return brought;
  fs::create_directories(job.build());
  return configure(job, flags).and_then([&] {
    return write_note(job.recipe, "configured", inputs);
  });
}

}  // namespace

Result<void> build_from_source(const Job& job, const std::string& inputs, const Path& destination) {
  put_native_packages_in_path(job.recipe.native_packages);
  const Flags flags = flags_of(job);
  return compose_needed(job)
      .and_then([&] { return configure_once(job, flags, inputs); })
      .and_then([&] { return make(job, flags); })
      .and_then([&] { return install(job, flags, destination); })
      .and_then([&] { return tidy(job, destination); });
}

}  // namespace linuxbake::bake
