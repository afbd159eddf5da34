// SPDX-License-Identifier: MIT
#include "bake/watch/watch.h"

#include "bake/host/file_hash.h"
#include "bake/toolchain/content.h"
#include "bake/watch/cpio_list.h"
#include "bake/watch/state.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::bake::watch {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

Watched what_is_there(const Watched& watched) {
  Watched there{{}, {}, watched.tree};
  std::error_code not_there;  // as behind links in a circle
  for (const fs::path& path : watched.directories)
    if (fs::is_directory(path, not_there)) there.directories.push_back(path);
  for (const fs::path& path : watched.lists)
    if (fs::exists(path, not_there) && !fs::is_directory(path, not_there))
      there.lists.push_back(path);
  return there;
}

Result<Paths> files_of(const fs::path& list, const Watched& watched) {
  return read_file(list).map(
      [&](const std::string& text) { return files_outside(text, watched.tree); });
}

Result<std::string> state_of(const Watched& watched) {
  std::string text;
  for (const fs::path& directory : watched.directories) {
    const Result<std::string> state = state_of_directory(directory);
    if (!state) return state;
    text += directory.string() + " " + sha256(*state) + "\n";
  }
  for (const fs::path& list : watched.lists) {
    const Result<Paths> files = files_of(list, watched);
    if (!files) return tl::unexpected(files.error());
    text += list.string() + " " + sha256(state_of_files(*files)) + "\n";
  }
  return text;
}

Result<std::string> content_of_everything(const Watched& watched) {
  Result<std::string> text = content_of(watched.directories);
  if (!text) return text;
  for (const fs::path& list : watched.lists) {
    const Result<Paths> files = files_of(list, watched);
    if (!files) return tl::unexpected(files.error());
    for (const fs::path& file : *files)
      if (const Result<std::string> hash = file_hash(file)) *text += *hash + "\n";
    *text += "\n";
  }
  return text;
}

}  // namespace

Result<void> look_for_changes(const Watched& watched, const fs::path& output) {
  const Watched there = what_is_there(watched);
  const fs::path memory = output.string() + ".state";
  const Result<std::string> state = state_of(there);
  if (!state) return tl::unexpected(state.error());
  if (fs::exists(output) && read_file(memory) == state) return {};
  return content_of_everything(there)
      .and_then([&](const std::string& text) { return write_file_if_different(output, text); })
      .and_then([&](bool) { return write_file_if_different(memory, *state); })
      .map([](bool) {});
}

}  // namespace linuxbake::bake::watch
