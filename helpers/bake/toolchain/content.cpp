// SPDX-License-Identifier: MIT
#include "bake/toolchain/content.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "bake/host/file_hash.h"
#include "common/files.h"
#include "common/lines.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_list = 1'000'000;  // bytes; what is larger is an archive

// Names, kinds, modes and owners, links, and the content of files.
Result<std::string> line_of_entry(const fs::path& path, const std::string& name) {
  struct stat entry {};
  if (::lstat(path.c_str(), &entry) != 0) return fail("cannot be read", path.string());
  std::string line = fmt::format("{} {:o} {} {}", name, entry.st_mode, entry.st_uid, entry.st_gid);
  if (S_ISLNK(entry.st_mode)) line += " " + fs::read_symlink(path).string();
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) {
    const Result<std::string> hash = file_hash(path);
    if (!hash) return hash;
    line += " " + *hash;
  }
  return line;
}

Result<std::string> line_of_system_entry(const fs::path& path, const std::string& name) {
  struct stat entry {};
  if (::lstat(path.c_str(), &entry) != 0) return fail("cannot be read", path.string());
  return fmt::format("{} {} {}.{:09}", name, entry.st_size, entry.st_mtim.tv_sec,
                     entry.st_mtim.tv_nsec);
}

Result<std::string> hash_of_directory(const fs::path& directory) {
  const auto line_of = is_of_the_system(directory) ? line_of_system_entry : line_of_entry;
  // The directory itself, also where a link leads to it.
  Result<std::string> own_line = line_of(directory / ".", ".");
  if (!own_line) return own_line;
  std::vector<std::string> lines = {*std::move(own_line)};
  std::error_code problem;
  auto entry = fs::recursive_directory_iterator(directory, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    Result<std::string> line =
        line_of(entry->path(), entry->path().lexically_relative(directory).string());
    if (!line) return line;
    lines.push_back(std::move(*line));
  }
  if (problem) return fail("cannot be read: " + problem.message(), directory.string());
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return sha256(text);
}

std::vector<fs::path> files_named_in(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name.ends_with(".cpio") || name.find(".cpio.") != std::string::npos) return {};
  std::error_code ignored;
  if (fs::file_size(path, ignored) >= largest_list) return {};
  const Result<std::string> text = read_file(path);
  return text ? files_of_cpio_list(*text) : std::vector<fs::path>();
}

Result<std::string> hashes_of_file(const fs::path& path) {
  Result<std::string> hashes = file_hash(path);
  if (!hashes) return hashes;
  for (const fs::path& named : files_named_in(path))
    *hashes += " " + file_hash(named).value_or("missing");
  return hashes;
}

}  // namespace

bool is_of_the_system(const fs::path& directory) {
  std::string_view path = directory.native();
  if (path.empty() || path == "/") return true;
  path.remove_prefix(1);
  const std::string_view top = path.substr(0, path.find('/'));
  if (top.starts_with("lib"))
    return top.substr(3).find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") ==
           std::string_view::npos;
  return top == "bin" || top == "opt" || top == "sbin" || top == "usr";
}

std::vector<fs::path> files_of_cpio_list(std::string_view text) {
  std::vector<fs::path> files;
  while (!text.empty()) {
    const std::vector<std::string> words = plain_words(take_line(text));
    if (words.size() > 2 && words[0] == "file" && words[2].starts_with('/'))
      files.emplace_back(words[2]);
  }
  return files;
}

Result<std::string> content_of(const std::vector<fs::path>& paths) {
  std::string lines;
  for (const fs::path& path : paths) {
    std::error_code ignored;
    Result<std::string> line = "missing";
    if (fs::is_directory(path, ignored))
      line = hash_of_directory(path);
    else if (fs::exists(path, ignored))
      line = hashes_of_file(path);
    if (!line) return line;
    lines += *line + "\n";
  }
  return lines;
}

}  // namespace linuxbake::bake
