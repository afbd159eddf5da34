// SPDX-License-Identifier: MIT
#include "boot/packing/guest_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <limits>

#include "common/file_identity.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using cpio::Kind;
using cpio::Statement;

constexpr int link_limit = 40;  // as the kernel's

bool is_guests_own(std::string_view name) {
  const auto& directories = guest_directories();
  return std::any_of(directories.begin(), directories.end(),
                     [name](const GuestDirectory& directory) { return directory.name == name; });
}

// "/usr/bin" -> "usr/bin"
std::string name_of(const std::string& path) {
  return path.substr(std::min(path.find_first_not_of('/'), path.size()));
}

Statement directory_statement(const std::string& name, std::uint32_t mode) {
  Statement statement;
  statement.kind = Kind::directory;
  statement.name = name;
  statement.mode = mode;
  return statement;
}

std::string read_link(const std::string& path) {
  std::error_code ignored;
  return fs::read_symlink(path, ignored).string();
}

Kind kind_of(const struct stat& facts) {
  if (S_ISDIR(facts.st_mode)) return Kind::directory;
  if (S_ISLNK(facts.st_mode)) return Kind::symlink;
  if (S_ISFIFO(facts.st_mode)) return Kind::fifo;
  if (S_ISSOCK(facts.st_mode)) return Kind::socket;
  if (S_ISCHR(facts.st_mode)) return Kind::character;
  return S_ISBLK(facts.st_mode) ? Kind::block : Kind::file;
}

std::uint32_t time_of(const struct stat& facts) {
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(facts.st_mtim.tv_sec, 0, std::numeric_limits<std::uint32_t>::max()));
}

// As the host has it.
Statement statement_of(const std::string& path, const struct stat& facts) {
  Statement statement;
  statement.kind = kind_of(facts);
  statement.name = name_of(path);
  statement.mode = facts.st_mode & 07777U;
  statement.uid = facts.st_uid;
  statement.gid = facts.st_gid;
  statement.time = time_of(facts);
  if (statement.kind == Kind::file) statement.location = path;
  if (statement.kind == Kind::symlink) statement.target = read_link(path);
  if (statement.kind == Kind::character || statement.kind == Kind::block) {
    statement.major = major(facts.st_rdev);
    statement.minor = minor(facts.st_rdev);
  }
  return statement;
}

std::deque<std::string> parts_of(const std::string& path) {
  std::deque<std::string> parts;
  for (const fs::path& part : fs::path(path).relative_path()) {
    if (!part.empty() && part != ".") parts.push_back(part.string());
  }
  return parts;
}

}  // namespace

const std::vector<GuestDirectory>& guest_directories() {
  // The Filesystem Hierarchy Standard's, but for /bin, /sbin and /lib, which may be links.
  static const std::vector<GuestDirectory> directories = {{"boot", 0755},
                                                          {"dev", 0755},
                                                          {"dev/pts", 0755},
                                                          {"dev/shm", 01777},
                                                          {"etc", 0755},
                                                          {"etc/opt", 0755},
                                                          {"home", 0755},
                                                          {"media", 0755},
                                                          {"mnt", 0755},
                                                          {"opt", 0755},
                                                          {"proc", 0555},
                                                          {"root", 0700},
                                                          {"run", 0755},
                                                          {"run/lock", 01777},
                                                          {"srv", 0755},
                                                          {"sys", 0555},
                                                          {"tmp", 01777},
                                                          {"usr", 0755},
                                                          {"usr/bin", 0755},
                                                          {"usr/lib", 0755},
                                                          {"usr/local", 0755},
                                                          {"usr/local/bin", 0755},
                                                          {"usr/local/lib", 0755},
                                                          {"usr/local/sbin", 0755},
                                                          {"usr/local/share", 0755},
                                                          {"usr/sbin", 0755},
                                                          {"usr/share", 0755},
                                                          {"var", 0755},
                                                          {"var/cache", 0755},
                                                          {"var/lib", 0755},
                                                          {"var/log", 0755},
                                                          {"var/mail", 02775},
                                                          {"var/opt", 0755},
                                                          {"var/spool", 0755},
                                                          {"var/tmp", 01777}};
  return directories;
}

void GuestFiles::insert(Statement statement) {
  entries_.insert_or_assign(statement.name, std::move(statement));
}

void GuestFiles::declare(const Statement& statement) {
  entries_.try_emplace(statement.name, statement);
}

Result<void> GuestFiles::declare_file(const std::string& name, const fs::path& location,
                                      std::string_view bytes) {
  if (entries_.contains(name)) return {};
  const auto written = write_file_if_different(location, bytes);
  if (!written) return tl::unexpected(written.error());
  Statement statement;
  statement.name = name;
  statement.location = location.string();
  statement.mode = 0644;
  declare(statement);
  declared_[name] = sha256(bytes);
  return {};
}

// What the guest has at a path: nothing is added for its own directories. With `make`, a directory
// that the host has not is taken for one with mode 0755.
Result<mode_t> GuestFiles::add_step(const std::string& path, bool make) {
  if (is_guests_own(name_of(path))) return S_IFDIR;
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0) {
    if (!make || errno != ENOENT) return fail(std::strerror(errno));
    facts.st_mode = S_IFDIR | 0755;
  }
  if (S_ISDIR(facts.st_mode) || S_ISLNK(facts.st_mode)) insert(statement_of(path, facts));
  return facts.st_mode;
}

// The path without links, after what leads to it has been added. With `make`, directories that the
// host has not are made.
Result<std::string> GuestFiles::way_to(const std::string& path, bool make) {
  std::deque<std::string> parts = parts_of(path);
  std::string real;
  for (int links = 0; !parts.empty();) {
    const std::string part = parts.front();
    parts.pop_front();
    if (part == "..") {
      real = fs::path(real).parent_path().string();
      if (real == "/") real.clear();
      continue;
    }
    const std::string next = real + "/" + part;
    const Result<mode_t> mode = add_step(next, make);
    if (!mode) return fail(mode.error().message, path);
    if (!S_ISLNK(*mode)) {
      if (!S_ISDIR(*mode) && !parts.empty()) return fail(std::strerror(ENOTDIR), path);
      real = next;
      continue;
    }
    if (++links > link_limit) return fail(std::strerror(ELOOP), path);
    const std::string target = read_link(next);
    if (target.starts_with('/')) real.clear();
    const std::deque<std::string> more = parts_of(target);
    parts.insert(parts.begin(), more.begin(), more.end());
  }
  return real.empty() ? "/" : real;
}

// Whether the guest has this file of the host already.
bool GuestFiles::is_below(const Statement& statement) const {
  if (below_ == nullptr || statement.kind != Kind::file) return false;
  const auto entry = below_->entries_.find(statement.name);
  return entry != below_->entries_.end() && entry->second.location == statement.location;
}

Result<void> GuestFiles::add_entry(const std::string& real, Found& found) {
  struct stat facts {};
  if (::lstat(real.c_str(), &facts) != 0) return fail(std::strerror(errno), real);
  if (S_ISDIR(facts.st_mode)) return add_everything(real, found);
  if (S_ISREG(facts.st_mode)) found.push_back(real);
  insert(statement_of(real, facts));
  if (!S_ISLNK(facts.st_mode)) return {};
  // A file that a link in a directory leads to comes along; a directory has to be named.
  std::error_code ignored;
  if (!fs::is_regular_file(real, ignored)) return {};
  const Result<std::string> end = way_to(real, false);
  if (end && !entries_.contains(name_of(*end))) return add_entry(*end, found);
  return {};
}

Result<void> GuestFiles::add_everything(const std::string& real, Found& found) {
  struct stat facts {};
  if (::stat(real.c_str(), &facts) != 0) return fail(std::strerror(errno), real);
  if (!is_guests_own(name_of(real)) && real != "/") insert(statement_of(real, facts));
  std::error_code error;
  fs::directory_iterator entry(real, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (Result<void> done = add_entry(entry->path().string(), found); !done) return done;
  }
  if (error) return fail("cannot be listed: " + error.message(), real);
  return {};
}

Result<std::vector<std::string>> GuestFiles::add(const std::string& path) {
  const Result<std::string> real = way_to(path, false);
  if (!real) return tl::unexpected(real.error());
  Found found;
  if (const Result<void> done = add_entry(*real, found); !done) {
    return tl::unexpected(done.error());
  }
  return found;
}

Result<void> GuestFiles::add_as(const std::string& path, const std::string& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return fail(std::strerror(errno), file);
  Statement statement = statement_of(file, facts);
  statement.name = name_of(path);
  insert(std::move(statement));
  return {};
}

Result<void> GuestFiles::add_directory(const std::string& path) {
  const Result<std::string> real = way_to(path, true);
  if (!real) return tl::unexpected(real.error());
  return {};
}

std::string GuestFiles::identity() const {
  std::string text;
  for (const auto& [name, statement] : entries_) {
    text += fmt::format("{} {:o} {} {} {}", name, statement.mode, statement.uid, statement.gid,
                        statement.target);
    const auto hash = declared_.find(name);
    if (hash != declared_.end()) {
      text += " " + hash->second + "\n";
    } else {
      text += statement.location.empty() ? "\n" : " " + file_identity(statement.location);
    }
  }
  return text;
}

bool GuestFiles::leads_to_entry(const std::string& directory) const {
  const auto first = entries_.lower_bound(directory + "/");
  return first != entries_.end() && first->first.starts_with(directory + "/");
}

cpio::Manifest GuestFiles::manifest(const std::string& origin) const {
  cpio::Manifest manifest;
  for (const auto& [name, mode] : guest_directories()) {
    const std::string directory(name);
    if (below_ != nullptr && !leads_to_entry(directory)) continue;
    manifest.statements.push_back(directory_statement(directory, mode));
  }
  for (const auto& [name, statement] : entries_) {
    if (!is_below(statement)) manifest.statements.push_back(statement);
  }
  for (Statement& statement : manifest.statements) statement.origin.file = origin;
  return manifest;
}

}  // namespace linuxbake::boot
