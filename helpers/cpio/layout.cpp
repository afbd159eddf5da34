// SPDX-License-Identifier: MIT
#include "cpio/layout.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cpio/names.h"
#include "cpio/tree.h"

namespace linuxbake::cpio {
namespace {

constexpr int link_depth_limit = 40;  // hard links to hard links, and links below links

tl::unexpected<Error> wrong(const Statement& at, std::string message) {
  return fail(std::move(message), at.origin.file, at.origin.line);
}

std::string place(const Statement& statement) {
  std::string line = fmt::format("{}:{}", statement.origin.file, statement.origin.line);
  if (!statement.from_tree || statement.location.empty()) return line;
  return fmt::format("{} ({})", line, statement.location);
}

bool same_entry(const Statement& a, const Statement& b) {
  return std::tie(a.kind, a.location, a.target, a.mode, a.uid, a.gid, a.major, a.minor) ==
         std::tie(b.kind, b.location, b.target, b.mode, b.uid, b.gid, b.major, b.minor);
}

bool is_tree_directory(const Statement& statement) {
  return statement.from_tree && statement.kind == Kind::directory;
}

// All entries by name. While it is filled the rules of replacing are applied.
class Table {
 public:
  Result<void> insert(Statement statement);
  [[nodiscard]] Result<void> settled() const;
  Result<void> follow_symlinks();
  void give_links_their_file();
  Result<void> add_parents();
  [[nodiscard]] Result<const Statement*> link_end(const Statement& link) const;

  using Entries = std::map<std::string, Statement, NameOrder>;
  Entries entries;

 private:
  [[nodiscard]] Result<std::string> real_name(const Statement& statement,
                                              const std::string& name) const;
  [[nodiscard]] bool has_entry_below_link() const;
  Result<bool> move_entries();
  void replace(Statement& present, Statement statement);
  void remember_replaced(const Statement& lost);

  Entries::iterator next_ = entries.end();  // where the next entry is likely to stand

  // Names that two lines of the same rank declare otherwise. A line of a higher one may still come.
  std::vector<std::pair<std::string, Error>> disputes_;
  // Of an underlay: what hard links may still name.
  Entries replaced_;
};

// -1 for underlays, 0 for plain lines, 1 for override trees, 2 for single override lines.
int rank(const Statement& statement) {
  if (statement.yields) return -1;
  if (!statement.overrides) return 0;
  return statement.from_tree ? 1 : 2;
}

// Who wins of two lines for one name.
enum class Winner { present, statement, neither };

Winner winner_of(const Statement& present, const Statement& statement) {
  const int present_rank = rank(present);
  const int statement_rank = rank(statement);
  // A link of an underlay is the way to what others have in a directory of its name.
  const auto leads = [](const Statement& link, const Statement& directory) {
    return link.yields && link.kind == Kind::symlink && !directory.yields &&
           directory.kind == Kind::directory;
  };
  if (leads(present, statement)) return Winner::present;
  if (leads(statement, present)) return Winner::statement;
  if (is_tree_directory(statement) && is_tree_directory(present)) {
    // They can only differ in their owners. An override tree is there for its files.
    if (present_rank == 0 && statement_rank == 0) return Winner::neither;
    return statement_rank <= present_rank ? Winner::statement : Winner::present;
  }
  // The directories of a tree are only the way to what is in them.
  const auto is_way = [](const Statement& entry) {
    return entry.kind == Kind::directory || entry.kind == Kind::symlink;
  };
  if (is_tree_directory(statement) && is_way(present)) return Winner::present;
  if (is_tree_directory(present) && is_way(statement)) return Winner::statement;
  if (present_rank == 1 && statement_rank == 1) return Winner::statement;  // the later tree
  if (statement_rank == present_rank) return Winner::neither;
  return statement_rank > present_rank ? Winner::statement : Winner::present;
}

std::string message_about(const Statement& present, const Statement& statement) {
  if (is_tree_directory(statement) && is_tree_directory(present)) {
    return fmt::format(
        "the directory '{}' is in two trees with different owners, here and at {}; declare it with "
        "`dir`",
        statement.name, place(present));
  }
  return fmt::format(
      "'{}' is already declared, otherwise, by {}; write `override` before the line that is to win",
      statement.name, place(present));
}

Result<void> Table::insert(Statement statement) {
  if (const Result<void> named = check_name(statement.name); !named) {
    return wrong(statement, named.error().message);
  }
  const std::size_t before = entries.size();
  // What stands in a tree comes in the order of the table.
  next_ = entries.try_emplace(next_, statement.name, std::move(statement));
  Statement& present = next_++->second;
  if (entries.size() > before) return {};
  if (same_entry(present, statement)) {
    const bool more = is_tree_directory(present) || rank(statement) > rank(present);
    if (more && !is_tree_directory(statement)) replace(present, std::move(statement));
    return {};
  }
  switch (winner_of(present, statement)) {
    case Winner::present:
      remember_replaced(statement);
      break;
    case Winner::statement:
      replace(present, std::move(statement));
      break;
    case Winner::neither:
      disputes_.emplace_back(statement.name,
                             wrong(statement, message_about(present, statement)).value());
      break;
  }
  return {};
}

void Table::remember_replaced(const Statement& lost) {
  if (lost.yields && lost.kind != Kind::link) replaced_.try_emplace(lost.name, lost);
}

void Table::replace(Statement& present, Statement statement) {
  remember_replaced(present);
  std::erase_if(disputes_, [&](const auto& dispute) { return dispute.first == statement.name; });
  present = std::move(statement);
}

// Said only when all lines are known, so that their order does not count.
Result<void> Table::settled() const {
  if (disputes_.empty()) return {};
  return tl::unexpected(disputes_.front().second);
}

// Where `name` is once the symbolic links above it are followed.
Result<std::string> Table::real_name(const Statement& statement, const std::string& name) const {
  const auto target_of = [this](const std::string& link) -> const std::string* {
    const auto found = entries.find(link);
    const bool is_link = found != entries.end() && found->second.kind == Kind::symlink;
    return is_link ? &found->second.target : nullptr;
  };
  std::optional<std::string> real = follow_links(name, false, target_of);
  if (real) return std::move(*real);
  return wrong(statement,
               fmt::format("'{}' is below symbolic links that lead in a circle", statement.name));
}

// What is below an entry follows it at once (NameOrder).
bool Table::has_entry_below_link() const {
  for (auto entry = entries.begin(); entry != entries.end();) {
    const bool is_link = entry->second.kind == Kind::symlink;
    const std::string& link = entry->first;
    if (++entry == entries.end()) return false;
    const std::string& next = entry->first;
    if (is_link && next.starts_with(link) && next[link.size()] == '/') return true;
  }
  return false;
}

// Moves every entry to where the symbolic links above it lead. Returns whether there was one.
Result<bool> Table::move_entries() {
  if (!has_entry_below_link()) return false;
  std::vector<std::pair<std::string, std::string>> moves;
  for (const auto& [name, statement] : entries) {
    Result<std::string> real = real_name(statement, name);
    if (!real) return tl::unexpected(real.error());
    if (*real != name) moves.emplace_back(name, std::move(*real));
  }
  std::vector<Statement> moved;
  for (const auto& [from, to] : moves) {
    moved.push_back(std::move(entries.extract(from).mapped()));
    next_ = entries.end();
    moved.back().name = to;
  }
  for (Statement& statement : moved) {
    const Result<void> done = insert(std::move(statement));
    if (!done) return tl::unexpected(done.error());
  }
  if (Result<void> done = settled(); !done) return tl::unexpected(done.error());
  return !moves.empty();
}

Result<void> Table::follow_symlinks() {
  // A link may itself be below another, which moves it: then what is below it moves once more.
  for (int pass = 0; pass <= link_depth_limit; ++pass) {
    const Result<bool> moved = move_entries();
    if (!moved) return tl::unexpected(moved.error());
    if (!*moved) return {};
  }
  return wrong(entries.begin()->second, "symbolic links lead in a circle");
}

// A hard link of an underlay is one to a file of the underlay: where another line has replaced
// that, the first such link takes the file's place, and is the one that the others name.
void Table::give_links_their_file() {
  std::map<std::string, std::string> heirs;
  for (auto& [name, statement] : entries) {
    if (!statement.yields || statement.kind != Kind::link) continue;
    const auto heir = heirs.find(statement.target);
    if (heir != heirs.end()) statement.target = heir->second;
    const auto lost = replaced_.find(statement.target);
    if (heir != heirs.end() || lost == replaced_.end()) continue;
    heirs.emplace(statement.target, name);
    const Origin origin = statement.origin;
    statement = lost->second;
    statement.name = name;
    statement.origin = origin;
  }
}

Result<void> Table::add_parents() {
  std::vector<Statement> missing;
  std::string known = ".";  // this directory is there, and those above it
  for (const auto& [name, statement] : entries) {
    const std::string nearest = parent_of(name);
    for (std::string parent = nearest; parent != "." && parent != known;
         parent = parent_of(parent)) {
      const auto found = entries.find(parent);
      if (found != entries.end() && found->second.kind != Kind::directory) {
        return wrong(statement,
                     fmt::format("'{}' needs the directory '{}', but {} makes {} of it", name,
                                 parent, place(found->second), phrase_of(found->second.kind)));
      }
      if (found != entries.end()) continue;
      Statement directory;
      directory.kind = Kind::directory;
      directory.name = parent;
      directory.mode = 0755;
      directory.from_tree = true;
      directory.origin = statement.origin;
      missing.push_back(directory);
    }
    known = nearest;
  }
  // The root directory too: on a tmpfs the kernel makes it with mode 1777.
  Statement root;
  root.kind = Kind::directory;
  root.name = ".";
  root.mode = 0755;
  root.from_tree = true;
  missing.push_back(root);
  for (Statement& directory : missing) entries.try_emplace(directory.name, directory);
  return {};
}

// The entry that a hard link is another name of.
Result<const Statement*> Table::link_end(const Statement& link) const {
  const Statement* end = &link;
  for (int depth = 0; end->kind == Kind::link; ++depth) {
    if (depth > link_depth_limit) {
      return wrong(link, fmt::format("the hard link '{}' leads in a circle", link.name));
    }
    const Result<std::string> real = real_name(*end, end->target);
    if (!real) return tl::unexpected(real.error());
    const auto found = entries.find(*real);
    if (found == entries.end()) {
      return wrong(link,
                   fmt::format("'{}' is to be a hard link to '{}', but there is no such entry",
                               link.name, end->target));
    }
    end = &found->second;
  }
  if (end->kind == Kind::directory || end->kind == Kind::symlink) {
    return wrong(link, fmt::format("'{}' cannot be a hard link to '{}': that is {}", link.name,
                                   end->name, phrase_of(end->kind)));
  }
  return end;
}

Result<std::uint64_t> size_on_host(const Statement& statement) {
  struct stat status = {};
  if (::stat(statement.location.c_str(), &status) != 0)
    return wrong(statement, fmt::format("{}: there is no such file", statement.location));
  if (!S_ISREG(status.st_mode))
    return wrong(statement, fmt::format("{}: is not a file", statement.location));
  return static_cast<std::uint64_t>(status.st_size);
}

// The size of the file, which has to be there now; it is checked again when it is copied.
Result<std::uint64_t> size_of(const Statement& statement) {
  const Result<std::uint64_t> found = statement.size ? *statement.size : size_on_host(statement);
  if (!found) return found;
  const std::uint64_t size = *found;
  if (size > size_limit) {
    return wrong(statement, fmt::format("{}: has {} bytes, but a file of the archive ends at {}",
                                        statement.location, size, size_limit));
  }
  return size;
}

Result<Member> member_of(const std::string& name, const Statement& node) {
  Member member;
  member.kind = node.kind;
  member.name = name;
  member.mode = node.mode;
  member.uid = node.uid;
  member.gid = node.gid;
  member.major = node.major;
  member.minor = node.minor;
  member.time = node.time;
  member.location = node.location;
  member.target = node.target;
  member.lost_mode = node.lost_mode;
  member.private_mode = node.private_mode;
  member.origin = node.origin;
  if (node.kind == Kind::symlink) {
    const Result<void> target = check_target(node.target);
    if (!target) return wrong(node, target.error().message);
    member.size = node.target.size();
  }
  if (node.kind == Kind::file) {
    const Result<std::uint64_t> size = size_of(node);
    if (!size) return tl::unexpected(size.error());
    member.size = *size;
  }
  return member;
}

// The members that are names of one file, for files that have several.
using NamesOfFiles = std::unordered_map<const Statement*, std::vector<Member*>>;

NamesOfFiles names_of_files(std::vector<Member>& members,
                            const std::vector<const Statement*>& nodes) {
  NamesOfFiles names;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name != nodes[i]->name) names.try_emplace(nodes[i]);  // a hard link
  for (std::size_t i = 0; i < members.size(); ++i)
    if (const auto file = names.find(nodes[i]); file != names.end())
      file->second.push_back(&members[i]);
  return names;
}

// Numbers the inodes in the order of the members and says who of several hard links has the data.
void number_inodes(std::vector<Member>& members, const std::vector<const Statement*>& nodes) {
  const NamesOfFiles names = names_of_files(members, nodes);
  std::uint32_t next = 1;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto file = names.find(nodes[i]);
    if (file == names.end()) {
      members[i].inode = next++;
      members[i].links = members[i].kind == Kind::directory ? 2 : 1;
      continue;
    }
    const std::vector<Member*>& group = file->second;
    if (group.front() != &members[i]) continue;
    for (Member* const member : group) {
      member->inode = next;
      member->links = static_cast<std::uint32_t>(group.size());
      member->carries_data = member == group.back();
    }
    ++next;
  }
}

Result<std::vector<Member>> members_of(const Table& table) {
  std::vector<Member> members;
  std::vector<const Statement*> nodes;
  for (const auto& [name, statement] : table.entries) {
    const Result<const Statement*> node = table.link_end(statement);
    if (statement.kind == Kind::link && !node) return tl::unexpected(node.error());
    nodes.push_back(statement.kind == Kind::link ? *node : &statement);
    Result<Member> member = member_of(name, *nodes.back());
    if (!member) return tl::unexpected(member.error());
    members.push_back(std::move(*member));
  }
  number_inodes(members, nodes);
  return members;
}

Result<void> insert_tree(const Statement& statement, Table& table, Layout& layout) {
  Result<Tree> tree = walk_tree(statement);
  if (!tree) return tl::unexpected(tree.error());
  layout.inputs.insert(layout.inputs.end(), tree->directories.begin(), tree->directories.end());
  for (Statement& found : tree->statements) {
    if (Result<void> done = table.insert(std::move(found)); !done) return done;
  }
  return {};
}

// Trees come last: what is declared decides about their directories.
Result<void> insert_all(const Manifest& manifest, Table& table, Layout& layout) {
  for (const bool trees : {false, true}) {
    for (const Statement& statement : manifest.statements) {
      if ((statement.kind == Kind::tree) != trees) continue;
      Result<void> done = trees ? insert_tree(statement, table, layout) : table.insert(statement);
      if (!done) return done;
    }
  }
  return {};
}

}  // namespace

Result<Layout> make_layout(const Manifest& manifest) {
  Table table;
  Layout layout;
  layout.inputs = manifest.files;
  Result<void> done = insert_all(manifest, table, layout);
  if (done) done = table.settled();
  if (done) done = table.follow_symlinks();
  if (done) table.give_links_their_file();
  if (done) done = table.add_parents();
  if (!done) return tl::unexpected(done.error());
  Result<std::vector<Member>> members = members_of(table);
  if (!members) return tl::unexpected(members.error());
  layout.members = std::move(*members);
  for (const Member& member : layout.members) {
    if (member.kind == Kind::file) layout.inputs.push_back(member.location);
  }
  return layout;
}

void let_first_links_carry_data(Layout& layout) {
  std::set<std::uint32_t> seen;
  for (Member& member : layout.members) {
    member.carries_data = seen.insert(member.inode).second;
  }
}

}  // namespace linuxbake::cpio
