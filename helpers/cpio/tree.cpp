// SPDX-License-Identifier: MIT
#include "cpio/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "common/double_quotes.h"

namespace linuxbake::cpio {
namespace {

namespace fs = std::filesystem;

class Walker {
 public:
  explicit Walker(const Statement& tree) : tree_(tree) {}

  // Adds a directory and what is in it.
  Result<void> walk(const fs::path& directory, const std::string& name);
  Tree take() { return std::move(found_); }

 private:
  Result<void> add(const fs::path& path, const std::string& name);
  [[nodiscard]] Statement statement_of(const std::string& name) const;
  Result<void> add_symlink(const fs::path& path, Statement& statement);
  [[nodiscard]] tl::unexpected<Error> wrong(const fs::path& path, const std::string& text) const {
    return fail(fmt::format("{}: {}", quoted_word(path.string()), text), tree_.origin.file,
                tree_.origin.line);
  }

  const Statement& tree_;
  Tree found_;
};

Statement Walker::statement_of(const std::string& name) const {
  Statement statement;
  statement.name = name;
  statement.uid = tree_.uid;
  statement.gid = tree_.gid;
  statement.overrides = tree_.overrides;
  statement.from_tree = true;
  statement.origin = tree_.origin;
  return statement;
}

std::uint32_t special_bits(const fs::file_status& status) {
  const fs::perms special = fs::perms::set_uid | fs::perms::set_gid | fs::perms::sticky_bit;
  return static_cast<std::uint32_t>(status.permissions() & special);
}

// The mode of what its owner keeps from others.
std::optional<std::uint32_t> private_mode(const fs::file_status& status) {
  if ((status.permissions() & fs::perms::others_read) != fs::perms::none) return std::nullopt;
  return static_cast<std::uint32_t>(status.permissions()) & 07777U;
}

std::string child_name(const std::string& parent, const fs::path& path) {
  return parent == "." ? path.filename().string() : parent + "/" + path.filename().string();
}

Result<void> Walker::add_symlink(const fs::path& path, Statement& statement) {
  std::error_code error;
  statement.kind = Kind::symlink;
  statement.mode = 0777;
  statement.target = fs::read_symlink(path, error).string();
  if (error) return wrong(path, "cannot be read: " + error.message());
  found_.statements.push_back(statement);
  return {};
}

Result<void> Walker::add(const fs::path& path, const std::string& name) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return wrong(path, "vanished while its directory was read");
  if (fs::is_directory(status)) return walk(path, name);
  Statement statement = statement_of(name);
  if (fs::is_symlink(status)) return add_symlink(path, statement);
  if (!fs::is_regular_file(status)) {
    return wrong(path,
                 "is a pipe, a socket or a device; declare it in the manifest (pipe, sock, nod) "
                 "and take it out of the tree");
  }
  const bool executable = (status.permissions() & fs::perms::owner_exec) != fs::perms::none;
  statement.mode = executable ? 0755 : 0644;
  statement.lost_mode =
      special_bits(status) & static_cast<std::uint32_t>(fs::perms::set_uid | fs::perms::set_gid);
  statement.private_mode = private_mode(status);
  statement.location = path.string();
  found_.statements.push_back(statement);
  found_.read.push_back(path.string());
  return {};
}

Result<void> Walker::walk(const fs::path& directory, const std::string& name) {
  std::error_code error;
  std::vector<fs::path> paths;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    paths.push_back(entry->path());
  }
  if (error) return wrong(directory, "cannot be listed: " + error.message());
  found_.read.push_back(directory.string());
  found_.statements.push_back(statement_of(name));
  found_.statements.back().kind = Kind::directory;
  found_.statements.back().mode = 0755;
  // A setgid directory gives its bit to all that are made in it: it says nothing.
  const fs::file_status status = fs::status(directory, error);
  found_.statements.back().lost_mode =
      special_bits(status) & static_cast<std::uint32_t>(fs::perms::sticky_bit);
  // The root of an overlay is any directory of the host.
  if (name != ".") found_.statements.back().private_mode = private_mode(status);
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (Result<void> done = add(path, child_name(name, path)); !done) return done;
  }
  return {};
}

}  // namespace

Result<Tree> walk_tree(const Statement& tree) {
  Walker walker(tree);
  const Result<void> done = walker.walk(tree.location, tree.name);
  if (!done) return tl::unexpected(done.error());
  return walker.take();
}

}  // namespace linuxbake::cpio
