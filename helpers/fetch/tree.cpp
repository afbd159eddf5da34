// SPDX-License-Identifier: MIT
#include "fetch/tree.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <vector>

#include "common/files.h"
#include "common/sha256.h"
#include "fetch/archive.h"
#include "fetch/lock.h"
#include "fetch/space.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

// The lines of a file's name with line feeds in it are lines of their own, as sort(1) has them.
void add_lines(std::vector<std::string>& lines, const std::string& text) {
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    lines.push_back(text.substr(begin, end - begin));
  lines.push_back(text.substr(begin));
}

// Also what an interrupted extraction left.
void remove_tree(const fs::path& tree) {
  const std::string part = tree.filename().string() + ".part-";
  std::vector<fs::path> parts = {tree};
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(tree.parent_path(), error))
    if (entry.path().filename().string().starts_with(part)) parts.push_back(entry.path());
  for (const fs::path& one : parts) remove_everything(one);
}

// The archive was checked when it came; disks have their moods.
Result<void> check_archive(const Job& job, const Found& found) {
  const std::string archive = found.archive.string();
  if (!fs::exists(found.archive)) {
    return job.console.give_up(
        {fmt::format("The archive {} is gone, and its tree in the cache too.", archive),
         "Run the build again: it will be fetched."});
  }
  const Result<std::string> actual = sha256_of(found.archive);
  if (!actual) return tl::unexpected(actual.error());
  const std::string expected = found.record.at("sha256");
  if (*actual == expected) return {};
  std::error_code ignored;
  fs::remove(found.archive, ignored);
  return job.console.give_up(
      {"The archive in the cache is damaged, and was removed:", "  file     " + archive,
       "  expected " + expected, "  actual   " + *actual,
       "Run the build again: it will be fetched anew."});
}

// Without the hash in front of it.
std::string name_of(const fs::path& archive) {
  const std::string name = archive.filename().string();
  const std::size_t end = name.find_first_not_of("0123456789abcdef");
  const bool has_hash = end != std::string::npos && end > 0 && name[end] == '-';
  return has_hash ? name.substr(end + 1) : name;
}

// Lines below the first are indented; blanks and line feeds around it all are not shown.
std::string shown_errors(std::string errors) {
  const auto is_blank = [](unsigned char c) { return std::isspace(c) != 0; };
  while (!errors.empty() && is_blank(static_cast<unsigned char>(errors.back()))) errors.pop_back();
  std::string shown;
  for (const char c : errors) {
    if (shown.empty() && is_blank(static_cast<unsigned char>(c))) continue;
    shown += c;
    if (c == '\n') shown += "    ";
  }
  return shown;
}

tl::unexpected<Error> extraction_failed(const Job& job, const fs::path& archive,
                                        const fs::path& tree, const std::string& errors) {
  if (means_no_space(errors))
    return no_space_left(job.console, tree.parent_path(), "while extracting " + archive.string());
  return job.console.give_up({fmt::format("{} could not be extracted:", archive.string()), "",
                              "  " + shown_errors(errors)});
}

// Archives hold one directory; the few that do not are a tree as they are.
fs::path root_of(const fs::path& part) {
  std::error_code error;
  std::vector<fs::path> top;
  for (const fs::directory_entry& entry : fs::directory_iterator(part, error))
    top.push_back(entry.path());
  return top.size() == 1 && fs::is_directory(top.front(), error) ? top.front() : part;
}

void keep_others_from_writing(const fs::path& root) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    const fs::file_status status = at->symlink_status(ignored);
    const fs::perms others = fs::perms::group_write | fs::perms::others_write;
    if (fs::is_regular_file(status) && (status.permissions() & others) != fs::perms::none)
      fs::permissions(at->path(), others, fs::perm_options::remove, ignored);
  }
}

Result<void> extract(const Job& job, const fs::path& archive, const fs::path& tree) {
  const fs::path part = fmt::format("{}.part-{}", tree.string(), random_letters());
  std::error_code error;
  fs::create_directories(part, error);
  const std::uintmax_t size = fs::file_size(archive, error);
  job.console.say(fmt::format("extracting {} ({})", name_of(archive), human_size(size)));
  std::string errors = unpack(job, {archive, part, {}, Progress::files, "extracting"});
  if (errors.empty() && fs::is_empty(part, error)) errors = "there is nothing in it";
  if (!errors.empty()) {
    remove_everything(part);
    return extraction_failed(job, archive, tree, errors);
  }
  const fs::path root = root_of(part);
  keep_others_from_writing(root);
  fs::rename(root, tree, error);
  if (error) return fail("cannot be renamed: " + error.message(), root.string());
  remove_everything(part);
  return {};
}

// Whether the tree is what was extracted; if not, the user is told.
bool is_whole(const Job& job, const fs::path& tree) {
  const Result<std::string> expected = read_file(complete_mark(tree));
  if (!expected) {
    if (fs::exists(tree))
      job.console.say(fmt::format("{} is incomplete: extracting it again", tree.string()));
    return false;
  }
  if (*expected == tree_digest(tree)) {
    touch(complete_mark(tree));
    return true;
  }
  job.console.say(fmt::format("{} was changed or damaged: extracting it again", tree.string()));
  return false;
}

}  // namespace

fs::path tree_path(const Job& job, const std::string& version, const std::string& sha256) {
  return job.settings.cache / "sources" /
         fmt::format("{}-{}-{}", job.source.name, version, sha256.substr(0, 16));
}

fs::path complete_mark(const fs::path& tree) {
  return tree.string() + ".complete";
}

std::string tree_digest(const fs::path& tree) {
  std::error_code error;
  std::vector<std::string> lines;
  const std::size_t above = tree.native().size();
  fs::recursive_directory_iterator at(tree, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    struct stat state {};
    const std::string& path = at->path().native();
    if (::lstat(path.c_str(), &state) != 0) return "none";
    if (S_ISDIR(state.st_mode)) continue;
    add_lines(lines, fmt::format(".{} {} {}", std::string_view(path).substr(above), state.st_size,
                                 state.st_mtim.tv_sec));
  }
  if (error) return "none";
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return sha256(text);
}

Result<void> provide_tree(const Job& job, const fs::path& tree, const Found& found) {
  const Result<FileLock> lock =
      lock_or_wait(job.lock("tree-" + tree.filename().string()), "extracts it", job.console);
  if (!lock) return tl::unexpected(lock.error());
  if (is_whole(job, tree)) return {};
  std::error_code ignored;
  fs::remove(complete_mark(tree), ignored);
  remove_tree(tree);
  return check_archive(job, found)
      .and_then([&] { return extract(job, found.archive, tree); })
      .and_then([&] { return write_file_if_different(complete_mark(tree), tree_digest(tree)); })
      .map([](bool) {});
}

void remove_everything(const fs::path& path) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (fs::is_directory(at->symlink_status(ignored)))
      fs::permissions(at->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
  }
  fs::remove_all(path, error);
}

}  // namespace linuxbake::fetch
