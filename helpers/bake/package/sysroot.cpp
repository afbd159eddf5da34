// SPDX-License-Identifier: MIT
#include "bake/package/sysroot.h"

#include "common/files.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

void copy_entry(const fs::directory_entry& entry, const fs::path& to) {
  if (entry.is_directory() && !entry.is_symlink()) {
    fs::create_directories(to);
    return;
  }
  fs::remove(to);  // of an earlier package; a link would be followed
  if (entry.is_symlink()) return fs::copy_symlink(entry.path(), to);
  fs::copy_file(entry.path(), to);
  fs::last_write_time(to, entry.last_write_time());
}

void copy_below(const fs::path& root, const fs::path& to) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root))
    if (entry.path().extension() != ".la")
      copy_entry(entry, to / entry.path().lexically_relative(root));
}

Result<void> write_pkg_config(const Job& job) {
  const Result<std::string> text = read_file(job.recipe.pkg_config);
  if (!text) return tl::unexpected(text.error());
  const auto written = write_file_if_different(
      job.pkg_config(), with_replaced(*text, "@packages_root@", job.needed().string()));
  if (!written) return tl::unexpected(written.error());
  std::error_code problem;
  fs::permissions(job.pkg_config(), static_cast<fs::perms>(0755), problem);
  if (problem) return fail("cannot be executable: " + problem.message(), job.pkg_config().string());
  return {};
}

}  // namespace

Result<void> compose_sysroot(const fs::path& sysroot, const std::vector<fs::path>& roots) {
  try {
    fs::remove_all(sysroot);
    fs::create_directories(sysroot / "usr/include");
    fs::create_directories(sysroot / "usr/lib");
    for (const fs::path& root : roots) copy_below(root, sysroot);
  } catch (const fs::filesystem_error& error) {
    return fail(error.what());
  }
  return {};
}

Result<void> compose_needed(const Job& job) {
  return compose_sysroot(job.needed(), job.recipe.packages).and_then([&] {
    return write_pkg_config(job);
  });
}

}  // namespace linuxbake::bake
