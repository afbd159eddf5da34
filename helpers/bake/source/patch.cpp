// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "bake/host/command.h"
#include "bake/host/file_hash.h"
#include "bake/results/store.h"
#include "bake/source/source.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// Hard links: patch(1) replaces a file and leaves the other name of the old one alone. The system
// may refuse links to the files of another user's cache.
Result<void> link_or_copy(const fs::path& from, const fs::path& to, const Console& console) {
  if (run_aside({{"cp", "-R", "-l", from.string(), to.string()}, {}, {}}).success) return {};
  std::error_code ignored;
  fs::remove_all(to, ignored);
  return run_quietly({{"cp", "-R", from.string(), to.string()}, {}, {}}, "copying the source",
                     console);
}

Result<void> apply(const fs::path& patch, const fs::path& tree, const std::string& source_name,
                   const Console& console) {
  const CommandEnd end =
      run_aside({{"patch", "-p1", "-E", "--batch", "--forward", "--no-backup-if-mismatch",
                  "--read-only=ignore", "-i", patch.string()},
                 tree,
                 {}});
  if (end.success) return {};
  console.show(end.output);
  return fail(fmt::format("the patch does not apply to {}: {}", source_name, patch.string()));
}

Result<void> make_tree(const fs::path& tree, const fs::path& pristine,
                       const std::string& source_name, const Paths& patches,
                       const Console& console) {
  if (const auto linked = link_or_copy(pristine, tree, console); !linked) return linked;
  for (const fs::path& patch : patches)
    if (const auto applied = apply(patch, tree, source_name, console); !applied) return applied;
  return {};
}

}  // namespace

// The name of the tree is that of modules/detail/PatchedSource.cmake.
Result<fs::path> patched_tree(const fs::path& pristine, const std::string& source_name,
                              const Recipe& recipe, const Console& console) {
  std::string hashes;
  for (const fs::path& patch : recipe.source.patches) {
    const Result<std::string> hash = file_hash(patch);
    if (!hash) return tl::unexpected(hash.error());
    hashes += *hash;
  }
  const fs::path patched = pristine.string() + "+" + sha256(hashes).substr(0, 12);
  const Result<FileLock> lock = Store(recipe.cache, console).lock("patched-source");
  if (!lock) return tl::unexpected(lock.error());
  if (fs::is_directory(patched)) return patched;
  console.say("applying the patches to a copy of " + source_name);
  const fs::path temporary = temporary_name(patched);
  const Result<void> made =
      make_tree(temporary, pristine, source_name, recipe.source.patches, console);
  std::error_code ignored;
  if (!made) {
    fs::remove_all(temporary, ignored);
    return tl::unexpected(made.error());
  }
  fs::rename(temporary, patched);
  return patched;
}

}  // namespace linuxbake::bake
