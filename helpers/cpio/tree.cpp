// SPDX-License-Identifier: MIT
#include "cpio/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "common/double_quotes.h"
#include "cpio/names.h"

namespace linuxbake::cpio {
namespace {

// What a directory has by this name.
struct Found {
  std::string base;
  struct stat status = {};
  std::string target;  // of a symbolic link
};

// A directory and what it has, sorted by bytes. It is closed again before what is below it is
// walked, so that a deep tree needs no more than one descriptor.
struct Listing {
  struct stat status = {};
  std::vector<Found> found;
};

struct Fault {
  std::string base;  // of the entry; empty for the directory
  std::string text;
};

Fault unlisted() {
  return {"", fmt::format("cannot be listed: {}", std::strerror(errno))};
}

class Directory {
 public:
  explicit Directory(const std::string& path) : stream_(::opendir(path.c_str())) {}
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    if (stream_ != nullptr) ::closedir(stream_);
  }

  [[nodiscard]] tl::expected<Listing, Fault> list() const {
    Listing listing;
    if (stream_ == nullptr || ::fstat(::dirfd(stream_), &listing.status) != 0)
      return tl::unexpected(unlisted());
    errno = 0;
    while (const dirent* const entry = ::readdir(stream_)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") listing.found.push_back({std::string(name), {}, {}});
    }
    if (errno != 0) return tl::unexpected(unlisted());
    std::ranges::sort(listing.found, {}, &Found::base);
    for (Found& found : listing.found)
      if (const auto looked = look_at(found); !looked) return tl::unexpected(looked.error());
    return listing;
  }

 private:
  [[nodiscard]] tl::expected<void, Fault> look_at(Found& found) const {
    const int directory = ::dirfd(stream_);
    const char* const base = found.base.c_str();
    if (::fstatat(directory, base, &found.status, AT_SYMLINK_NOFOLLOW) != 0)
      return tl::unexpected(Fault{found.base, "vanished while its directory was read"});
    if (!S_ISLNK(found.status.st_mode)) return {};
    std::array<char, path_limit + 2> target{};  // one byte more than the kernel can make
    const ssize_t size = ::readlinkat(directory, base, target.data(), target.size());
    if (size < 0)
      return tl::unexpected(
          Fault{found.base, fmt::format("cannot be read: {}", std::strerror(errno))});
    found.target.assign(target.data(), static_cast<std::size_t>(size));
    return {};
  }

  DIR* stream_;
};

class Walker {
 public:
  explicit Walker(const Statement& tree) : tree_(tree) {}

  // Adds a directory and what is in it.
  Result<void> walk(const std::string& path, const std::string& name);
  Tree take() { return std::move(found_); }

 private:
  Result<void> add(const Found& found, std::string path, std::string name);
  void add_symlink(const Found& found, const std::string& name);
  void add_file(const struct stat& status, std::string path, const std::string& name);
  void add_directory(const std::string& path, const std::string& name, const struct stat& status);
  [[nodiscard]] Statement statement_of(const std::string& name) const;
  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& path,
                                            const std::string& text) const {
    return fail(fmt::format("{}: {}", quoted_word(path), text), tree_.origin.file,
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

// The mode of what its owner keeps from others.
std::optional<std::uint32_t> private_mode(const struct stat& status) {
  if ((status.st_mode & S_IROTH) != 0) return std::nullopt;
  return status.st_mode & 07777U;
}

void Walker::add_symlink(const Found& found, const std::string& name) {
  Statement statement = statement_of(name);
  statement.kind = Kind::symlink;
  statement.mode = 0777;
  statement.target = found.target;
  found_.statements.push_back(std::move(statement));
}

void Walker::add_file(const struct stat& status, std::string path, const std::string& name) {
  Statement statement = statement_of(name);
  statement.mode = (status.st_mode & S_IXUSR) != 0 ? 0755 : 0644;
  statement.lost_mode = status.st_mode & (S_ISUID | S_ISGID);
  statement.private_mode = private_mode(status);
  statement.location = std::move(path);
  statement.size = static_cast<std::uint64_t>(status.st_size);
  found_.statements.push_back(std::move(statement));
}

Result<void> Walker::add(const Found& found, std::string path, std::string name) {
  const mode_t mode = found.status.st_mode;
  if (S_ISDIR(mode)) return walk(path, name);
  if (!S_ISLNK(mode) && !S_ISREG(mode))
    return wrong(path,
                 "is a pipe, a socket or a device; declare it in the manifest (pipe, sock, nod) "
                 "and take it out of the tree");
  if (S_ISLNK(mode))
    add_symlink(found, name);
  else
    add_file(found.status, std::move(path), name);
  return {};
}

void Walker::add_directory(const std::string& path, const std::string& name,
                           const struct stat& status) {
  found_.directories.push_back(path);
  Statement statement = statement_of(name);
  statement.kind = Kind::directory;
  statement.mode = 0755;
  // A setgid directory gives its bit to all that are made in it: it says nothing.
  statement.lost_mode = status.st_mode & S_ISVTX;
  // The root of an overlay is any directory of the host.
  if (name != ".") statement.private_mode = private_mode(status);
  found_.statements.push_back(std::move(statement));
}

Result<void> Walker::walk(const std::string& path, const std::string& name) {
  const auto listing = Directory(path).list();
  const std::string path_prefix = path.ends_with('/') ? path : path + '/';
  const std::string name_prefix = name == "." ? "" : name + '/';
  if (!listing) {
    const Fault& fault = listing.error();
    return wrong(fault.base.empty() ? path : path_prefix + fault.base, fault.text);
  }
  add_directory(path, name, listing->status);
  for (const Found& found : listing->found)
    if (auto done = add(found, path_prefix + found.base, name_prefix + found.base); !done)
      return done;
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
