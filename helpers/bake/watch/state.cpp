// SPDX-License-Identifier: MIT
#include "bake/watch/state.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

namespace linuxbake::bake::watch {
namespace {

namespace fs = std::filesystem;

std::string moment(const timespec& time) {
  return fmt::format("{}.{:09}", time.tv_sec, time.tv_nsec);
}

std::string line_of(const std::string& name, const struct stat& entry) {
  return fmt::format("{} {} {} {} {} {}\n", name, entry.st_dev, entry.st_ino, entry.st_size,
                     moment(entry.st_mtim), moment(entry.st_ctim));
}

// The entry itself, and the file behind a link.
std::string lines_of_entry(const fs::path& path, const std::string& name) {
  struct stat entry {};
  if (::lstat(path.c_str(), &entry) != 0) return name + " missing\n";
  std::string lines =
      fmt::format("{:o} {} {} {}", entry.st_mode, entry.st_uid, entry.st_gid, line_of(name, entry));
  if (!S_ISLNK(entry.st_mode)) return lines;
  std::error_code ignored;
  lines += fs::read_symlink(path, ignored).string() + "\n";
  if (::stat(path.c_str(), &entry) == 0 && S_ISREG(entry.st_mode)) lines += line_of(name, entry);
  return lines;
}

}  // namespace

std::string state_of_files(const std::vector<fs::path>& files) {
  std::string state;
  for (const fs::path& file : files) {
    struct stat entry {};
    if (::stat(file.c_str(), &entry) == 0) state += line_of(file.string(), entry);
  }
  return state;
}

Result<std::string> state_of_directory(const fs::path& directory) {
  std::vector<std::string> entries = {lines_of_entry(directory / ".", ".")};
  std::error_code problem;
  auto entry = fs::recursive_directory_iterator(directory, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem))
    entries.push_back(
        lines_of_entry(entry->path(), entry->path().lexically_relative(directory).string()));
  if (problem)
    return fail(fmt::format("the directory '{}' cannot be searched for changes: {}",
                            directory.string(), problem.message()));
  std::sort(entries.begin(), entries.end());
  std::string state;
  for (const std::string& lines : entries) state += lines;
  return state;
}

}  // namespace linuxbake::bake::watch
