// SPDX-License-Identifier: MIT
#include "cpio/debugfs.h"

#include <fmt/format.h>

#include <map>

#include "cpio/newc.h"

namespace linuxbake::cpio {
namespace {

constexpr std::uint64_t inline_link_limit = 60;  // a shorter target stands in the inode itself
constexpr std::uint64_t directory_entry_size = 8;

// debugfs splits a line at blanks but inside of double quotes, and knows no escapes.
Result<std::string> quoted(const std::string& word, const Member& member) {
  if (word.find_first_of("\"\n") == std::string::npos) return '"' + word + '"';
  return fail(
      fmt::format("'{}' holds a double quote or a line break, which debugfs cannot be told", word),
      member.origin.file, member.origin.line);
}

bool is_root(const Member& member) {
  return member.name == ".";
}

std::string path_of(const Member& member) {
  return is_root(member) ? "/" : "/" + member.name;
}

class Writer {
 public:
  explicit Writer(std::uint32_t mtime) : mtime_(mtime) {}

  [[nodiscard]] Result<void> add(const Member& member);
  [[nodiscard]] std::string finish();

 private:
  void enter_directory_of(const std::string& name);
  [[nodiscard]] Result<void> create(const Member& member, const std::string& name);
  [[nodiscard]] Result<void> add_file(const Member& member, const std::string& name);
  void set_attributes(const std::string& path, std::uint32_t mode, const Member& member);
  void set_times(const std::string& path);

  std::uint32_t mtime_;
  std::string directory_ = "/";
  std::string commands_;
  std::string attributes_;  // after everything is there: a new entry changes its directory
  std::map<std::uint32_t, std::string> first_of_inode_;
};

void Writer::enter_directory_of(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  const std::string directory = slash == std::string::npos ? "/" : "/" + name.substr(0, slash);
  if (directory == directory_) return;
  directory_ = directory;
  commands_ += fmt::format("cd \"{}\"\n", directory);
}

Result<void> Writer::add_file(const Member& member, const std::string& name) {
  if (member.links > 1) {
    const auto [first, is_new] = first_of_inode_.emplace(member.inode, path_of(member));
    if (!is_new) {
      commands_ += fmt::format("ln \"{}\" {}\n", first->second, name);
      return {};
    }
  }
  const Result<std::string> location = quoted(member.location, member);
  if (!location) return tl::unexpected(location.error());
  commands_ += fmt::format("write {} {}\n", *location, name);
  return {};
}

Result<void> Writer::create(const Member& member, const std::string& name) {
  switch (member.kind) {
    case Kind::directory:
      commands_ += fmt::format("mkdir {}\n", name);
      return {};
    case Kind::symlink: {
      const Result<std::string> target = quoted(member.target, member);
      if (!target) return tl::unexpected(target.error());
      commands_ += fmt::format("symlink {} {}\n", name, *target);
      return {};
    }
    case Kind::character:
    case Kind::block:
      commands_ += fmt::format("mknod {} {} {} {}\n", name, member.kind == Kind::block ? 'b' : 'c',
                               member.major, member.minor);
      return {};
    case Kind::fifo:
      commands_ += fmt::format("mknod {} p\n", name);
      return {};
    case Kind::file:
      return add_file(member, name);
    default:
      return fail("debugfs makes no sockets; the program that listens there makes its own",
                  member.origin.file, member.origin.line);
  }
}

void Writer::set_times(const std::string& path) {
  for (const char* const field : {"atime", "ctime", "mtime", "crtime"})
    attributes_ += fmt::format("sif \"{}\" {} @{}\n", path, field, mtime_);
}

void Writer::set_attributes(const std::string& path, std::uint32_t mode, const Member& member) {
  attributes_ += fmt::format("sif \"{}\" mode {:#o}\n", path, mode);
  attributes_ +=
      fmt::format("sif \"{0}\" uid {1}\nsif \"{0}\" gid {2}\n", path, member.uid, member.gid);
  if (member.kind == Kind::file && member.links > 1)
    attributes_ += fmt::format("sif \"{}\" links_count {}\n", path, member.links);
  set_times(path);
}

Result<void> Writer::add(const Member& member) {
  if (is_root(member)) {  // it is there already
    set_attributes("/", member.mode | type_bits(member.kind), member);
    return {};
  }
  enter_directory_of(member.name);
  const Result<std::string> name = quoted(member.name.substr(member.name.rfind('/') + 1), member);
  if (!name) return tl::unexpected(name.error());
  if (Result<void> done = create(member, *name); !done) return done;
  set_attributes(path_of(member), member.mode | type_bits(member.kind), member);
  return {};
}

std::string Writer::finish() {
  set_times("/");
  return commands_ + "cd /\n" + attributes_;
}

}  // namespace

Result<std::string> debugfs_commands(const Layout& layout, std::uint32_t mtime) {
  Writer writer(mtime);
  for (const Member& member : layout.members) {
    if (const Result<void> done = writer.add(member); !done) return tl::unexpected(done.error());
  }
  return writer.finish();
}

Space space_for(const Layout& layout, std::uint64_t block_size) {
  const auto blocks = [block_size](std::uint64_t bytes) {
    return (bytes + block_size - 1) / block_size;
  };
  Space space;
  std::map<std::string, std::uint64_t> directories = {{"", 2 * 12}};  // the bytes of their entries
  for (const Member& member : layout.members) {
    if (is_root(member)) continue;
    if (member.kind == Kind::directory) directories.emplace(member.name, 2 * 12);
    const std::size_t slash = member.name.rfind('/');
    const std::string parent = slash == std::string::npos ? "" : member.name.substr(0, slash);
    directories[parent] += directory_entry_size + (member.name.size() - parent.size() + 3) / 4 * 4;
    if (member.kind == Kind::file && !member.carries_data) continue;
    ++space.inodes;
    if (member.kind == Kind::file) space.blocks += blocks(member.size);
    if (member.kind == Kind::symlink && member.size >= inline_link_limit) ++space.blocks;
  }
  for (const auto& [name, bytes] : directories) space.blocks += blocks(bytes);
  return space;
}

}  // namespace linuxbake::cpio
