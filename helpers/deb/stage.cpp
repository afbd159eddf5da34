// SPDX-License-Identifier: MIT
#include "deb/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "common/double_quotes.h"
#include "common/files.h"
#include "common/sha256.h"
#include "cpio/words.h"
#include "deb/system_program.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

// All that is below the directory, relative to it, sorted; links are not followed.
Result<std::vector<fs::path>> paths_below(const fs::path& directory) {
  std::vector<fs::path> paths;
  std::error_code error;
  if (!fs::exists(directory, error)) return paths;
  fs::recursive_directory_iterator place(directory, error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error))
    paths.push_back(place->path().lexically_relative(directory));
  if (error) return fail(error.message(), directory.string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<void> install_components(const Stage& stage, const fs::path& destination) {
  for (const std::string& component : stage.components) {
    const fs::path own = destination / component;
    std::vector<std::string> command = {stage.cmake,   "--install", stage.build.string(),
                                        "--component", component,   "--prefix",
                                        stage.prefix};
    if (!stage.configuration.empty())
      command.insert(command.end(), {"--config", stage.configuration});
    if (stage.strip) command.emplace_back("--strip");
    const Result<std::string> done =
        run_system_program({command, {}, {{"DESTDIR", own.string()}}, true});
    if (!done) return tl::unexpected(done.error());
    const Result<std::vector<fs::path>> installed = paths_below(own);
    if (!installed) return tl::unexpected(installed.error());
    const bool has_file = std::any_of(
        installed->begin(), installed->end(),
        [&](const fs::path& path) { return !fs::is_directory(fs::symlink_status(own / path)); });
    if (!has_file) {
      return fail(
          fmt::format("the component '{}' installs nothing; install(... COMPONENT {}) "
                      "says what belongs to it",
                      component, component));
    }
  }
  return {};
}

// One line of the manifest, and the file itself in the directory that stays.
Result<std::string> keep_staged(const Stage& stage, const fs::path& from, const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(from, error);
  const std::string name = quoted_word("/" + path.string());
  const auto mode = static_cast<unsigned>(status.permissions()) & 07777U;
  if (fs::is_symlink(status)) {
    const std::string target = fs::read_symlink(from, error).string();
    return fmt::format("slink {} {} 0777 0 0\n", name, quoted_word(target));
  }
  if (fs::is_directory(status)) return fmt::format("dir {} {:04o} 0 0\n", name, mode);
  if (!fs::is_regular_file(status))
    return fail("is a pipe, a socket or a device, which no install rule makes", from.string());
  const Result<std::string> bytes = read_file(from);
  if (!bytes) return tl::unexpected(bytes.error());
  const fs::path kept = stage.directory / path;
  const Result<bool> written = write_file_if_different(kept, *bytes);
  if (!written) return tl::unexpected(written.error());
  return fmt::format("# {}\nfile {} {} {:04o} 0 0\n", sha256(*bytes), name,
                     quoted_word(fs::absolute(kept).lexically_normal().string()), mode);
}

Result<void> remove_stale(const fs::path& directory, const std::set<fs::path>& stay) {
  const Result<std::vector<fs::path>> present = paths_below(directory);
  if (!present) return tl::unexpected(present.error());
  for (const fs::path& path : *present) {
    std::error_code error;
    if (stay.contains(path) || fs::is_directory(directory / path, error)) continue;
    fs::remove(directory / path, error);
    if (error) return fail(error.message(), (directory / path).string());
  }
  return {};
}

// What was a directory may be a file now, or the other way round.
void clear_way(const fs::path& directory, const fs::path& path, bool is_file) {
  std::error_code ignored;
  if (is_file && fs::is_directory(directory / path, ignored))
    fs::remove_all(directory / path, ignored);
  fs::path parent = path.parent_path();
  for (; !parent.empty(); parent = parent.parent_path()) {
    const fs::path above = directory / parent;
    if (fs::exists(fs::symlink_status(above, ignored)) && !fs::is_directory(above, ignored))
      fs::remove(above, ignored);
  }
}

Result<std::string> keep_all(const Stage& stage, const fs::path& fresh) {
  std::set<fs::path> seen;
  std::string text = "# Made by linuxbake-deb.\n";
  for (const std::string& component : stage.components) {
    const Result<std::vector<fs::path>> paths = paths_below(fresh / component);
    if (!paths) return tl::unexpected(paths.error());
    for (const fs::path& path : *paths) {
      const fs::path from = fresh / component / path;
      const bool is_file = !fs::is_directory(fs::symlink_status(from));
      if (!seen.insert(path).second && !is_file) continue;
      clear_way(stage.directory, path, is_file);
      const Result<std::string> line = keep_staged(stage, from, path);
      if (!line) return tl::unexpected(line.error());
      text += *line;
    }
  }
  const Result<void> removed = remove_stale(stage.directory, seen);
  if (!removed) return tl::unexpected(removed.error());
  return text;
}

}  // namespace

Result<void> stage_components(const Stage& stage) {
  const fs::path fresh = stage.directory.string() + ".new";
  std::error_code error;
  fs::remove_all(fresh, error);
  const Result<void> installed = install_components(stage, fresh);
  Result<std::string> text = installed ? keep_all(stage, fresh) : tl::unexpected(installed.error());
  fs::remove_all(fresh, error);
  if (!text) return tl::unexpected(text.error());
  return write_file_if_different(stage.manifest, *text).map([](bool) {});
}

}  // namespace linuxbake::deb
