// SPDX-License-Identifier: MIT
#include "bake/cache/inventory.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::cache {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t bytes_of_block = 512;

Kind kind_of(const std::string& directory) {
  static const std::map<std::string, Kind> known = {
      {"results", Kind::results}, {"downloads", Kind::downloads}, {"sources", Kind::sources},
      {"builds", Kind::builds},   {"tools", Kind::tools},         {"test-tools", Kind::tools}};
  const auto found = known.find(directory);
  return found == known.end() ? Kind::others : found->second;
}

std::uint64_t size_on_disk(const Path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) return 0;
  return static_cast<std::uint64_t>(status.st_blocks) * bytes_of_block;
}

std::uint64_t size_of_all(const Path& path) {
  std::uint64_t bytes = size_on_disk(path);
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::directory) return bytes;
  fs::recursive_directory_iterator place(path, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error))
    bytes += size_on_disk(place->path());
  return bytes;
}

std::int64_t time_of(const Path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mtime : 0;
}

// "linux x86_64" of "kind linux\narch x86_64", the second and third line of the text that a result
// is the hash of; that of a helper program begins with its name.
std::string what_of_result(const Path& directory) {
  const Result<std::string> inputs = read_file(directory / "inputs");
  if (!inputs) return "unfinished";
  std::string what;
  std::string_view rest = *inputs;
  constexpr std::string_view program = "program ";
  if (rest.starts_with(program))
    return "linuxbake-" + std::string(take_line(rest).substr(program.size()));
  for (int line_number = 0; line_number < 3 && !rest.empty(); ++line_number) {
    const std::string_view line = take_line(rest);
    const std::size_t blank = line.find(' ');
    if (line_number == 0 || blank == std::string_view::npos) continue;
    const std::string_view words = line.substr(blank + 1);
    what += (what.empty() ? "" : " ") + std::string(words.substr(0, words.find(' ')));
  }
  return what;
}

// Of a source the tree and the mark that it is whole go together.
std::string name_in(Kind kind, std::string file) {
  constexpr std::string_view mark = ".complete";
  if (kind == Kind::sources && file.ends_with(mark)) file.resize(file.size() - mark.size());
  return file;
}

// The note of where an archive came from stays, and is small.
Kind kind_of_file(Kind kind, const std::string& file) {
  return kind == Kind::downloads && file.ends_with(".json") ? Kind::others : kind;
}

void add(Entry& entry, const Path& path) {
  entry.paths.push_back(path);
  entry.bytes += size_of_all(path);
  entry.used_at = std::max(entry.used_at, time_of(path));
}

using Entries = std::map<std::pair<Kind, std::string>, Entry>;

void add_directory(const Path& directory, Entries& entries) {
  std::error_code error;
  for (const fs::directory_entry& file : fs::directory_iterator(directory, error)) {
    const std::string file_name = file.path().filename().string();
    const Kind kind = kind_of_file(kind_of(directory.filename().string()), file_name);
    const std::string name =
        kind == Kind::others ? directory.filename().string() : name_in(kind, file_name);
    Entry& entry = entries[{kind, name}];
    entry.kind = kind;
    entry.name = entry.what = name;
    if (kind == Kind::results) {
      entry.what = what_of_result(file.path());
      entry.uses = uses_of(directory.parent_path(), name);
    }
    add(entry, file.path());
  }
}

}  // namespace

const char* name_of(Kind kind) {
  constexpr std::array names = {"results", "downloads", "sources", "builds", "tools", "others"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Entry> inventory_of(const Path& cache) {
  Entries entries;
  std::error_code error;
  for (const fs::directory_entry& file : fs::directory_iterator(cache, error))
    if (file.is_directory(error)) add_directory(file.path(), entries);
  std::vector<Entry> all;
  for (auto& [key, entry] : entries) all.push_back(std::move(entry));
  return all;
}

}  // namespace linuxbake::bake::cache
