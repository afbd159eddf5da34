// SPDX-License-Identifier: MIT
#include "bake/package/sysroot.h"

#include "bake/host/copy_tree.h"
#include "bake/host/template.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

bool is_of_libtool(const fs::path& file) {
  return file.extension() == ".la";
}

}  // namespace

Result<void> compose_sysroot(const fs::path& sysroot, const std::vector<fs::path>& roots) {
  try {
    fs::remove_all(sysroot);
    fs::create_directories(sysroot / "usr/include");
    fs::create_directories(sysroot / "usr/lib");
    for (const fs::path& root : roots)
      copy_below(root, sysroot, [](const fs::path& file) { return !is_of_libtool(file); });
  } catch (const fs::filesystem_error& error) {
    return fail(error.what());
  }
  return {};
}

Result<void> compose_needed(const Job& job) {
  return compose_sysroot(job.needed(), job.recipe.packages).and_then([&] {
    return write_program_from_template(job.pkg_config(), job.recipe.pkg_config,
                                       {{"packages_root", job.needed().string()}});
  });
}

}  // namespace linuxbake::bake
