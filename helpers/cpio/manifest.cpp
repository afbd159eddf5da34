// SPDX-License-Identifier: MIT
#include "cpio/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <span>

#include "common/files.h"
#include "common/lines.h"
#include "cpio/names.h"
#include "cpio/words.h"

namespace linuxbake::cpio {
namespace {

namespace fs = std::filesystem;

using Words = std::span<const std::string>;

struct Reader {
  Manifest manifest;
  std::vector<std::string> open;  // the manifests that include each other, the innermost last

  Result<void> read_text(std::string_view text, const std::string& file);
  Result<void> read_line(Words words, const Origin& origin);
  Result<void> include(Words words, const Origin& origin);
  Result<void> add(Words words, const Origin& origin, std::string_view prefix);
};

std::string absolute_path(const std::string& path, const std::string& manifest) {
  const fs::path base = fs::absolute(manifest).parent_path();
  std::string absolute = (base / path).lexically_normal().string();
  if (absolute.size() > 1 && absolute.back() == '/') absolute.pop_back();
  return absolute;
}

Result<std::uint32_t> number(const std::string& word, std::string_view what, std::uint32_t limit) {
  std::uint32_t value = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error == std::errc() && stop == end && value <= limit) return value;
  return fail(fmt::format("the {} '{}' is not a number from 0 to {}", what, word, limit));
}

Result<std::uint32_t> octal_mode(const std::string& word) {
  std::uint32_t value = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value, 8);
  if (error == std::errc() && stop == end && value <= 07777) return value;
  return fail(fmt::format("the mode '{}' is not an octal number from 0 to 7777", word));
}

// Takes the words of a line one after the other; after the first error it gives nothing more.
class Fields {
 public:
  explicit Fields(Words words) : words_(words) {}

  std::string text() { return error_ ? std::string() : words_[next_++]; }
  std::string name() { return keep(normal_name(text())); }
  std::uint32_t mode() { return keep(octal_mode(text())); }
  std::uint32_t uid() { return keep(number(text(), "owner", owner_limit)); }
  std::uint32_t gid() { return keep(number(text(), "group", owner_limit)); }
  std::uint32_t major() { return keep(number(text(), "major number", major_limit)); }
  std::uint32_t minor() { return keep(number(text(), "minor number", minor_limit)); }

  void reject(std::string message) {
    if (!error_) error_ = Error{std::move(message), {}, 0};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] bool more() const { return !error_ && next_ < words_.size(); }

 private:
  template <typename Value>
  Value keep(Result<Value> value) {
    if (value && !error_) return *value;
    if (!error_) error_ = value.error();
    return Value();
  }

  Words words_;
  std::size_t next_ = 1;
  std::optional<Error> error_;
};

void read_attributes(Fields& fields, Statement& statement) {
  statement.mode = fields.mode();
  statement.uid = fields.uid();
  statement.gid = fields.gid();
}

void read_file_fields(Fields& fields, Statement& statement) {
  statement.location = fields.text();
  if (statement.location.find("${") != std::string::npos) {
    fields.reject("a '${' in a path: variables of the environment are not replaced here");
  }
  read_attributes(fields, statement);
}

void read_node_fields(Fields& fields, Statement& statement) {
  read_attributes(fields, statement);
  const std::string type = fields.text();
  if (type != "c" && type != "b") {
    fields.reject(fmt::format("the type of device '{}' is neither c nor b", type));
  }
  statement.kind = type == "b" ? Kind::block : Kind::character;
  statement.major = fields.major();
  statement.minor = fields.minor();
}

void read_symlink_fields(Fields& fields, Statement& statement) {
  statement.target = fields.text();
  read_attributes(fields, statement);
}

void read_link_fields(Fields& fields, Statement& statement) {
  statement.target = fields.name();
}

void read_tree_fields(Fields& fields, Statement& statement) {
  statement.location = fields.text();
  if (!fields.more()) return;
  statement.uid = fields.uid();
  statement.gid = fields.gid();
}

struct Syntax {
  std::string_view word;
  Kind kind;
  std::size_t fewest;  // words, the first included
  std::size_t most;
  std::string_view usage;
  void (*read)(Fields&, Statement&);
};

constexpr std::size_t any = 1000000;
constexpr std::array syntaxes = {
    Syntax{"file", Kind::file, 6, any, "file NAME LOCATION MODE UID GID [HARDLINK...]",
           read_file_fields},
    Syntax{"dir", Kind::directory, 5, 5, "dir NAME MODE UID GID", read_attributes},
    Syntax{"slink", Kind::symlink, 6, 6, "slink NAME TARGET MODE UID GID", read_symlink_fields},
    Syntax{"nod", Kind::character, 8, 8, "nod NAME MODE UID GID c|b MAJOR MINOR", read_node_fields},
    Syntax{"pipe", Kind::fifo, 5, 5, "pipe NAME MODE UID GID", read_attributes},
    Syntax{"sock", Kind::socket, 5, 5, "sock NAME MODE UID GID", read_attributes},
    Syntax{"link", Kind::link, 3, 3, "link NAME EXISTING", read_link_fields},
    Syntax{"tree", Kind::tree, 3, 5, "tree NAME DIRECTORY [UID GID]", read_tree_fields},
};

Result<const Syntax*> find_syntax(const std::string& word) {
  const auto* const found = std::find_if(syntaxes.begin(), syntaxes.end(),
                                         [&](const Syntax& syntax) { return syntax.word == word; });
  if (found != syntaxes.end()) return &*found;
  return fail(
      fmt::format("unknown entry type '{}' (file, dir, slink, nod, pipe, sock, link, tree, "
                  "include, override, underlay)",
                  word));
}

// The hard links that a `file` line names behind its group.
std::vector<Statement> extra_links(Fields& fields, const Statement& file) {
  std::vector<Statement> links;
  while (fields.more()) {
    Statement link;
    link.kind = Kind::link;
    link.name = fields.name();
    link.target = file.name;
    link.overrides = file.overrides;
    link.yields = file.yields;
    link.origin = file.origin;
    links.push_back(std::move(link));
  }
  return links;
}

Result<void> Reader::add(Words words, const Origin& origin, std::string_view prefix) {
  const Result<const Syntax*> syntax = find_syntax(words[0]);
  if (!syntax) return tl::unexpected(syntax.error());
  const Syntax& form = **syntax;
  if (form.kind == Kind::tree && prefix == "underlay") {
    return fail("a tree cannot be an underlay; name its files");
  }
  const bool half_an_owner = form.kind == Kind::tree && words.size() == 4;
  if (words.size() < form.fewest || words.size() > form.most || half_an_owner) {
    return fail(fmt::format("too few or too many words; it is written {}", form.usage));
  }
  Fields fields(words);
  Statement statement;
  statement.kind = form.kind;
  statement.overrides = prefix == "override";
  statement.yields = prefix == "underlay";
  statement.origin = origin;
  statement.name = fields.name();
  form.read(fields, statement);
  if (!statement.location.empty()) {
    statement.location = absolute_path(statement.location, origin.file);
  }
  std::vector<Statement> links = extra_links(fields, statement);
  if (fields.error()) return tl::unexpected(*fields.error());
  manifest.statements.push_back(std::move(statement));
  std::move(links.begin(), links.end(), std::back_inserter(manifest.statements));
  return {};
}

Result<void> Reader::include(Words words, const Origin& origin) {
  if (words.size() != 2) {
    return fail("too few or too many words; it is written include FILE");
  }
  const fs::path beside = fs::path(origin.file).parent_path();
  const std::string file = (beside / words[1]).lexically_normal().string();
  if (std::find(open.begin(), open.end(), absolute_path(words[1], origin.file)) != open.end()) {
    return fail(fmt::format("'{}' includes itself", words[1]));
  }
  const Result<std::string> text = read_file(file);
  if (!text) return fail(text.error().text());
  return read_text(*text, file);
}

Result<void> Reader::read_line(Words words, const Origin& origin) {
  if (words.empty()) return {};
  if (words[0] == "include") return include(words, origin);
  const std::string_view prefix =
      words[0] == "override" || words[0] == "underlay" ? std::string_view(words[0]) : "";
  if (!prefix.empty()) words = words.subspan(1);
  if (words.empty()) {
    return fail(fmt::format("too few or too many words; it is written {} LINE", prefix));
  }
  return add(words, origin, prefix);
}

Result<void> Reader::read_text(std::string_view text, const std::string& file) {
  open.push_back(fs::absolute(file).lexically_normal().string());
  manifest.files.push_back(open.back());
  for (std::size_t line = 1; !text.empty(); ++line) {
    const Result<std::vector<std::string>> words = split_words(take_line(text));
    Result<void> done =
        words ? read_line(*words, Origin{file, line}) : Result<void>(tl::unexpected(words.error()));
    if (done) continue;
    if (!done.error().file.empty()) return done;  // in an included manifest
    return fail(done.error().message, file, line);
  }
  open.pop_back();
  return {};
}

}  // namespace

const char* const manifest_grammar =
    R"(A manifest has one entry a line, and comments that begin with '#':

  file NAME LOCATION MODE UID GID [HARDLINK...]   a file of the host
  dir NAME MODE UID GID                           a directory
  slink NAME TARGET MODE UID GID                  a symbolic link
  nod NAME MODE UID GID c|b MAJOR MINOR           a device
  pipe NAME MODE UID GID                          a named pipe
  sock NAME MODE UID GID                          a socket
  link NAME EXISTING                              a further name of another entry
  tree NAME DIRECTORY [UID GID]                   what is in a directory of the host: modes 0755
                                                  (directories, executable files) and 0644,
                                                  symbolic links as they are, owner 0 0
  include FILE                                    another manifest
  override LINE                                   one of the lines above that may replace others
  underlay LINE                                   one that others replace (no tree)

MODE is octal. Relative paths start at the manifest's directory. A word with spaces in it is
quoted, as in C: "two words", "line\nfeed", "\xff". Missing parent directories are added, 0755 0 0.
A name below a symbolic link of the archive is entered where the link leads.

A name may be declared once; the same line twice does no harm. With `override`, an entry replaces
one without, wherever either stands. Where two override each other, a single line wins over a
tree, and the later tree over the earlier; two single ones are an error. A directory of a tree
never changes one that is declared with `dir`, and one of an override tree changes none at all.

What is declared with `underlay` gives way to every other line of its name; a symbolic link of it
stays where others only have a directory, and what they have in that is entered where it leads.
)";

std::string_view phrase_of(Kind kind) {
  switch (kind) {
    case Kind::file:
      return "a file";
    case Kind::directory:
      return "a directory";
    case Kind::symlink:
      return "a symbolic link";
    case Kind::character:
    case Kind::block:
      return "a device";
    case Kind::fifo:
      return "a named pipe";
    case Kind::socket:
      return "a socket";
    case Kind::link:
      return "a hard link";
    case Kind::tree:
      return "a tree";
  }
  return "";
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& file) {
  Reader reader;
  const Result<void> done = reader.read_text(text, file);
  if (!done) return tl::unexpected(done.error());
  return std::move(reader.manifest);
}

Result<Manifest> read_manifests(const std::vector<std::string>& files) {
  Reader reader;
  for (const std::string& file : files) {
    const Result<std::string> text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    const Result<void> done = reader.read_text(*text, file);
    if (!done) return tl::unexpected(done.error());
  }
  return std::move(reader.manifest);
}

}  // namespace linuxbake::cpio
