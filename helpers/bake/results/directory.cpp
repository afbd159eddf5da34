// SPDX-License-Identifier: MIT
#include "bake/results/directory.h"

#include "bake/host/command.h"
#include "bake/results/store.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// In the locale C CMake's tar does nothing where a path has other letters than ASCII, and returns
// 0.
Result<void> tar(const std::string& what, const fs::path& directory, const std::string& cmake,
                 const std::vector<std::string>& arguments) {
  Command command{{cmake, "-E", "tar"}, directory, {{"LC_ALL", "C.UTF-8"}}};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  return run_shown(command, what);
}

Result<void> make_and_keep(const WantedDirectory& wanted, const fs::path& directory,
                           const Archiver& archiver, const Store& store) {
  const Result<void> made = wanted.make(directory);
  if (!made || wanted.is_of_own_source) return made;
  const fs::path archive = directory.string() + ".tar";
  return tar("packing " + wanted.what, directory, archiver.cmake,
             {"cf", archive.string(), "--format=gnutar", "."})
      .and_then([&] {
        return store.keep(sha256(wanted.inputs), wanted.inputs, {{"directory.tar", archive}});
      })
      .map([&] {
        std::error_code ignored;
        fs::remove(archive, ignored);
      });
}

Result<void> take(const WantedDirectory& wanted, const fs::path& directory, const fs::path& archive,
                  const Archiver& archiver) {
  return tar("unpacking " + wanted.what, directory, archiver.cmake, {"xf", archive.string()});
}

// The directory is never half of one.
Result<void> replace(const fs::path& old_directory, const fs::path& new_directory) {
  std::error_code problem;
  fs::remove_all(old_directory, problem);
  if (!problem) fs::rename(new_directory, old_directory, problem);
  if (problem) return fail("cannot be replaced: " + problem.message(), old_directory.string());
  return {};
}

Result<void> make_empty(const fs::path& directory) {
  std::error_code problem;
  fs::remove_all(directory, problem);
  if (!problem) fs::create_directories(directory, problem);
  if (problem) return fail("cannot be made: " + problem.message(), directory.string());
  return {};
}

}  // namespace

Result<void> make_or_take(const WantedDirectory& wanted, const Archiver& archiver,
                          const Console& console) {
  const Store store(archiver.cache, console);
  const std::string key = sha256(wanted.inputs);
  const Result<FileLock> lock = store.lock(key);
  if (!lock) return tl::unexpected(lock.error());
  std::optional<fs::path> entry;
  if (!wanted.is_of_own_source) entry = store.find(key);
  const fs::path directory = wanted.path.string() + ".new";
  if (const auto emptied = make_empty(directory); !emptied) return emptied;
  console.say(entry ? wanted.what + " was built before, taken from the cache"
                    : "building " + wanted.what);
  const Result<void> filled = entry ? take(wanted, directory, *entry / "directory.tar", archiver)
                                    : make_and_keep(wanted, directory, archiver, store);
  return filled.and_then([&] { return replace(wanted.path, directory); });
}

}  // namespace linuxbake::bake
