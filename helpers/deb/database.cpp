// SPDX-License-Identifier: MIT
#include "deb/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <map>
#include <set>
#include <sstream>
#include <system_error>

#include "common/double_quotes.h"
#include "common/files.h"
#include "cpio/names.h"
#include "cpio/words.h"
#include "deb/md5.h"
#include "deb/package.h"
#include "deb/relations.h"
#include "deb/triggers.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view database = "/var/lib/dpkg";

struct Unpacked {
  Package package;
  std::set<std::string> names;              // normal
  std::set<std::string> links;              // symbolic ones
  std::map<std::string, std::string> sums;  // MD5 of the files
  bool waits = false;                       // for its scripts, or those of others
};

tl::unexpected<Error> wrong_package(const Package& package, const std::string& text) {
  return fail(fmt::format("package '{}': {}", package.name(), text), package.file());
}

Relations relations_in(const Paragraph& control, std::string_view field) {
  return parse_relations(control.get(field)).value_or(Relations());  // checked when it was opened
}

bool has_own_script(const Package& package) {
  return package.control_files.contains("postinst") || package.control_files.contains("config");
}

bool is_conffile(const Package& package, const std::string& name) {
  const auto found = package.control_files.find("conffiles");
  if (found == package.control_files.end()) return false;
  return ("\n" + found->second + "\n").find("\n/" + name + "\n") != std::string::npos;
}

class Installer {
 public:
  explicit Installer(const Installation& installation)
      : installation_(installation), present_(installation.present) {}

  Result<Installed> run();

 private:
  template <typename Function>
  Result<void> each(Function function);
  Result<void> open_all();
  [[nodiscard]] Result<void> check_relations(const Unpacked& unpacked) const;
  [[nodiscard]] Result<void> check_needs(const Unpacked& unpacked, std::string_view field) const;
  [[nodiscard]] Result<void> check_conflicts(const Unpacked& unpacked,
                                             std::string_view field) const;
  [[nodiscard]] std::vector<const Paragraph*> all() const;
  Result<void> unpack(Unpacked& unpacked);
  Result<void> take(Unpacked& unpacked, const tar::Entry& member);
  Result<void> take_from_present(const Package& package, const std::string& name);
  Result<void> own(Unpacked& unpacked, const tar::Entry& member, const std::string& name);
  [[nodiscard]] Result<void> check_parents(const Unpacked& unpacked, const std::string& name) const;
  Result<std::string> line_of(Unpacked& unpacked, const tar::Entry& member,
                              const std::string& name);
  [[nodiscard]] bool is_waiting(const Alternatives& alternatives) const;
  [[nodiscard]] bool depends_on_waiting(const Paragraph& control) const;
  void find_waiting();
  Result<void> write_status();
  Result<void> write_info(const Unpacked& unpacked);
  Result<void> write_triggers();
  Result<void> write_present();
  Result<void> write_others();
  Result<void> write_database();
  Result<std::string> place(const std::string& name, std::string_view bytes);
  Result<void> add(const std::string& name, std::string_view bytes, unsigned mode = 0644);
  [[nodiscard]] Result<void> remove_others() const;

  const Installation& installation_;
  Database present_;
  std::list<Unpacked> packages_;               // by name; they stay where they are
  std::map<std::string, std::string> owners_;  // of what is no directory, by its name
  std::set<std::string> given_up_;             // names of others that a package replaces
  std::set<fs::path> written_;
  Triggers triggers_;
  Installed result_;
};

Result<void> Installer::open_all() {
  std::map<std::string, std::string> names;
  for (const fs::path& file : installation_.packages) {
    Result<Package> package = Package::open(file);
    if (!package) return tl::unexpected(package.error());
    const std::string architecture = package->control.get("Architecture");
    if (architecture != "all" && architecture != installation_.architecture) {
      return wrong_package(*package, fmt::format("is for {}, the system for {}", architecture,
                                                 installation_.architecture));
    }
    const auto [found, is_new] = names.try_emplace(package->name(), file.string());
    if (!is_new) return wrong_package(*package, fmt::format("is in '{}', too", found->second));
    for (const Present& entry : present_.entries) {
      if (entry.name() == package->name())
        return wrong_package(*package, "is in the database of the system, too");
    }
    packages_.push_back({std::move(*package), {}, {}, {}, false});
  }
  packages_.sort([](const Unpacked& left, const Unpacked& right) {
    return left.package.name() < right.package.name();
  });
  return {};
}

std::vector<const Paragraph*> Installer::all() const {
  std::vector<const Paragraph*> controls;
  for (const Present& entry : present_.entries)
    if (entry.is_installed()) controls.push_back(&entry.status);
  for (const Unpacked& unpacked : packages_) controls.push_back(&unpacked.package.control);
  return controls;
}

Result<void> Installer::check_needs(const Unpacked& unpacked, std::string_view field) const {
  const std::vector<const Paragraph*> present = all();
  for (const Alternatives& alternatives : relations_in(unpacked.package.control, field)) {
    const bool is_met =
        std::any_of(alternatives.begin(), alternatives.end(), [&](const Relation& relation) {
          return std::any_of(present.begin(), present.end(), [&](const Paragraph* control) {
            return is_it(*control, relation) || provides_it(*control, relation);
          });
        });
    if (is_met) continue;
    return wrong_package(
        unpacked.package,
        fmt::format("needs '{}', which is not there; install a package with it, or have the "
                    "system's own entry provide it",
                    text_of(alternatives)));
  }
  return {};
}

Result<void> Installer::check_conflicts(const Unpacked& unpacked, std::string_view field) const {
  const Paragraph& own = unpacked.package.control;
  for (const Alternatives& alternatives : relations_in(own, field)) {
    for (const Paragraph* control : all()) {
      if (control == &own) continue;
      const Relation& relation = alternatives.front();
      const bool provides = field == "Conflicts" && provides_it(*control, relation);
      if (!is_it(*control, relation) && !provides) continue;
      return wrong_package(
          unpacked.package,
          fmt::format("{} '{}', which '{}' is", field == "Breaks" ? "breaks" : "conflicts with",
                      relation.text(), control->get("Package")));
    }
  }
  return {};
}

Result<void> Installer::check_relations(const Unpacked& unpacked) const {
  return check_needs(unpacked, "Pre-Depends")
      .and_then([&] { return check_needs(unpacked, "Depends"); })
      .and_then([&] { return check_conflicts(unpacked, "Conflicts"); })
      .and_then([&] { return check_conflicts(unpacked, "Breaks"); });
}

// Whether a symbolic link at `name` leads above the root.
bool leads_out(const std::string& name, const std::string& target) {
  std::ptrdiff_t depth = 0;
  if (!target.starts_with('/')) depth = std::count(name.begin(), name.end(), '/');
  std::istringstream parts(target);
  for (std::string part; std::getline(parts, part, '/');) {
    if (part == "..") --depth;
    if (!part.empty() && part != "." && part != "..") ++depth;
    if (depth < 0) return true;
  }
  return false;
}

// The name of a member without its "./". Errors: one that leads elsewhere.
Result<std::string> name_in_root(const std::string& name) {
  if (name.starts_with('/')) return fail(fmt::format("'{}' is an absolute name", name));
  if (name.find('\n') != std::string::npos)
    return fail(fmt::format("'{}' has a newline in it, which dpkg's lists cannot hold", name));
  return cpio::normal_name(name).and_then([](const std::string& normal) {
    return cpio::check_name(normal).map([&] { return normal; });
  });
}

// Nothing may lie below what the package itself makes another thing of.
Result<void> Installer::check_parents(const Unpacked& unpacked, const std::string& name) const {
  for (std::string parent = cpio::parent_of(name); parent != ".";
       parent = cpio::parent_of(parent)) {
    if (unpacked.links.contains(parent)) {
      return wrong_package(
          unpacked.package,
          fmt::format("'/{}' is below '/{}', a symbolic link of the package", name, parent));
    }
    const auto found = owners_.find(parent);
    if (found != owners_.end() && found->second == unpacked.package.name()) {
      return wrong_package(unpacked.package,
                           fmt::format("'/{}' is below '/{}', which is a file", name, parent));
    }
  }
  return {};
}

// A file that somebody has already: who gives way, or is replaced, does not have it any more.
Result<void> Installer::take_from_present(const Package& package, const std::string& name) {
  for (Present& entry : present_.entries) {
    if (!entry.names.contains(name)) continue;
    const Relations replaced = relations_in(package.control, "Replaces");
    const bool replaces =
        std::any_of(replaced.begin(), replaced.end(), [&](const Alternatives& alternatives) {
          return is_it(entry.status, alternatives.front()) ||
                 provides_it(entry.status, alternatives.front());
        });
    if (!replaces && !entry.gives_way()) {
      return wrong_package(package,
                           fmt::format("'/{}' is in package '{}', too", name, entry.name()));
    }
    entry.give_up(name);
    given_up_.insert(name);
  }
  return {};
}

// Enters the package as the owner of the name.
Result<void> Installer::own(Unpacked& unpacked, const tar::Entry& member, const std::string& name) {
  const Package& package = unpacked.package;
  if (!unpacked.names.insert(name).second)
    return wrong_package(package, fmt::format("'/{}' is in it twice", name));
  if (member.kind == cpio::Kind::directory) return check_parents(unpacked, name);
  const auto [found, is_new] = owners_.try_emplace(name, package.name());
  if (!is_new) {
    return wrong_package(package,
                         fmt::format("'/{}' is in package '{}', too", name, found->second));
  }
  if (const Result<void> taken = take_from_present(package, name); !taken) return taken;
  if (member.kind == cpio::Kind::symlink) unpacked.links.insert(name);
  return check_parents(unpacked, name);
}

// Writes the file's bytes and returns where they are.
Result<std::string> Installer::place(const std::string& name, std::string_view bytes) {
  const fs::path path = installation_.directory / name;
  written_.insert(path);
  return write_file_if_different(path, bytes).map([&](bool) { return path.string(); });
}

Result<std::string> Installer::line_of(Unpacked& unpacked, const tar::Entry& member,
                                       const std::string& name) {
  const Package& package = unpacked.package;
  const std::string word = quoted_word("/" + name);
  const std::string attributes = fmt::format("{:04o} {} {}", member.mode, member.uid, member.gid);
  switch (member.kind) {
    case cpio::Kind::file: {
      unpacked.sums[name] = md5(member.data);
      const Result<std::string> where =
          place(fmt::format("packages/{}/{}", package.name(), name), member.data);
      if (!where) return tl::unexpected(where.error());
      return fmt::format("file {} {} {}\n", word, quoted_word(*where), attributes);
    }
    case cpio::Kind::directory:
      // As of a tree: one that the system has already stays as it is, even as a symbolic link.
      if (attributes != "0755 0 0") return fmt::format("dir {} {}\n", word, attributes);
      return fmt::format("tree {} {}\n", word,
                         quoted_word((installation_.directory / "empty").string()));
    case cpio::Kind::symlink:
      if (leads_out(name, member.target)) {
        return wrong_package(package, fmt::format("the symbolic link '/{}' leads out of the root: "
                                                  "'{}'",
                                                  name, member.target));
      }
      return fmt::format("slink {} {} 0777 {} {}\n", word, quoted_word(member.target), member.uid,
                         member.gid);
    case cpio::Kind::link: {
      const Result<std::string> target = name_in_root(member.target);
      const auto sum = target ? unpacked.sums.find(*target) : unpacked.sums.end();
      if (sum == unpacked.sums.end()) {
        return wrong_package(package, fmt::format("the hard link '/{}' leads to '{}', which is no "
                                                  "file of the package before it",
                                                  name, member.target));
      }
      unpacked.sums[name] = sum->second;
      return fmt::format("link {} {}\n", word, quoted_word("/" + *target));
    }
    default:
      return wrong_package(package,
                           fmt::format("'/{}' is {}; declare it in the root file system if it is "
                                       "needed",
                                       name, cpio::phrase_of(member.kind)));
  }
}

Result<void> Installer::take(Unpacked& unpacked, const tar::Entry& member) {
  const Result<std::string> name = name_in_root(member.name);
  if (!name) return wrong_package(unpacked.package, name.error().message);
  if (*name == ".") return {};
  if (Result<void> done = own(unpacked, member, *name); !done) return done;
  const Result<std::string> line = line_of(unpacked, member, *name);
  if (!line) return tl::unexpected(line.error());
  result_.manifest += (given_up_.contains(*name) ? "override " : "") + *line;
  return {};
}

Result<void> Installer::unpack(Unpacked& unpacked) {
  const Result<std::vector<tar::Entry>> members = unpacked.package.data();
  if (!members) return tl::unexpected(members.error());
  for (const tar::Entry& member : *members) {
    if (Result<void> done = take(unpacked, member); !done) return done;
  }
  if (unpacked.package.control_files.contains("preinst")) {
    result_.warnings.push_back(
        fmt::format("{}: package '{}': its script preinst is not run, because it would have to run "
                    "in the system before there is one",
                    unpacked.package.file(), unpacked.package.name()));
  }
  return {};
}

bool Installer::is_waiting(const Alternatives& alternatives) const {
  return std::any_of(packages_.begin(), packages_.end(), [&](const Unpacked& other) {
    return other.waits &&
           std::any_of(alternatives.begin(), alternatives.end(), [&](const Relation& relation) {
             return is_it(other.package.control, relation) ||
                    provides_it(other.package.control, relation);
           });
  });
}

bool Installer::depends_on_waiting(const Paragraph& control) const {
  for (const std::string_view field : {"Pre-Depends", "Depends"})
    for (const Alternatives& alternatives : relations_in(control, field))
      if (is_waiting(alternatives)) return true;
  return false;
}

// A package waits if it has a script, or if what it depends on waits.
void Installer::find_waiting() {
  for (Unpacked& unpacked : packages_) unpacked.waits = has_own_script(unpacked.package);
  bool has_changed = true;
  while (has_changed) {
    has_changed = false;
    for (Unpacked& unpacked : packages_) {
      if (unpacked.waits || !depends_on_waiting(unpacked.package.control)) continue;
      unpacked.waits = true;
      has_changed = true;
    }
  }
}

// The field Conffiles of status: "\n /etc/hello.conf <md5>".
Result<std::string> conffiles_of(const Unpacked& unpacked) {
  const auto found = unpacked.package.control_files.find("conffiles");
  std::string text;
  if (found == unpacked.package.control_files.end()) return text;
  std::istringstream lines(found->second);
  for (std::string line; std::getline(lines, line);) {
    while (line.ends_with(' ') || line.ends_with('\r')) line.pop_back();
    if (!line.starts_with('/')) continue;  // empty, or one that is to be removed
    const auto sum = unpacked.sums.find(line.substr(1));
    if (sum == unpacked.sums.end()) {
      return wrong_package(unpacked.package,
                           fmt::format("the conffile '{}' is no file of it", line));
    }
    text += fmt::format("\n {} {}", line, sum->second);
  }
  return text;
}

// A file of the database.
Result<void> Installer::add(const std::string& name, std::string_view bytes, unsigned mode) {
  return place("database/" + name, bytes).map([&](const std::string& where) {
    result_.manifest +=
        fmt::format("override file {} {} {:04o} 0 0\n",
                    quoted_word(fmt::format("{}/{}", database, name)), quoted_word(where), mode);
  });
}

Result<void> Installer::write_status() {
  std::string text;
  for (const Present& entry : present_.entries) text += entry.status.text() + "\n";
  for (const Unpacked& unpacked : packages_) {
    const Result<std::string> conffiles = conffiles_of(unpacked);
    if (!conffiles) return tl::unexpected(conffiles.error());
    text +=
        status_of(unpacked.package.control, unpacked.waits ? "unpacked" : "installed", *conffiles)
            .text() +
        "\n";
  }
  return add("status", text);
}

Result<void> Installer::write_info(const Unpacked& unpacked) {
  const Package& package = unpacked.package;
  const std::string name = "info/" + info_name(package.control);
  if (Result<void> done = add(name + ".list", list_of(unpacked.names)); !done) return done;
  for (const auto& [file, bytes] : package.control_files) {
    if (file.find_first_of("/\n") != std::string::npos || file == "list")
      return wrong_package(package, fmt::format("'{}' is no name of a control file", file));
    if (Result<void> done = add(name + "." + file, bytes, is_script(file) ? 0755 : 0644); !done)
      return done;
  }
  if (package.control_files.contains("md5sums")) return {};
  // dpkg makes it when it installs a package without.
  std::string sums;
  for (const auto& [file, sum] : unpacked.sums)
    if (!is_conffile(package, file)) sums += fmt::format("{}  {}\n", sum, file);
  return add(name + ".md5sums", sums);
}

Result<void> Installer::write_triggers() {
  for (const Unpacked& unpacked : packages_) {
    const auto found = unpacked.package.control_files.find("triggers");
    if (found != unpacked.package.control_files.end())
      add_triggers(triggers_, info_name(unpacked.package.control), found->second);
  }
  for (const auto& [name, text] : triggers_) {
    const auto before = present_.files.find("triggers/" + name);
    const std::string all = before == present_.files.end() ? text : before->second + text;
    if (Result<void> done = add("triggers/" + name, all); !done) return done;
  }
  return {};
}

Result<void> Installer::remove_others() const {
  std::vector<fs::path> others;
  std::error_code error;
  fs::recursive_directory_iterator path(installation_.directory, error);
  for (; !error && path != fs::recursive_directory_iterator(); path.increment(error)) {
    if (!path->is_directory() && !written_.contains(path->path())) others.push_back(path->path());
  }
  for (const fs::path& other : others) {
    if (!error) fs::remove(other, error);
  }
  if (error) return fail(error.message(), installation_.directory.string());
  return {};
}

template <typename Function>
Result<void> Installer::each(Function function) {
  for (Unpacked& unpacked : packages_) {  // NOLINT(misc-const-correctness): `function` changes it
    if (Result<void> done = function(unpacked); !done) return done;
  }
  return {};
}

// The lists of entries that were there.
Result<void> Installer::write_present() {
  for (const Present& entry : present_.entries) {
    const std::string name = "info/" + info_name(entry.status);
    const Result<void> done = add(name + ".list", list_of(entry.names)).and_then([&] {
      return add(name + ".md5sums", entry.sums);
    });
    if (!done) return done;
  }
  return {};
}

// What else was there, and what dpkg wants to find where nobody has made it.
Result<void> Installer::write_others() {
  for (const auto& [name, bytes] : present_.files) {
    if (name.starts_with("triggers/") && triggers_.contains(name.substr(name.find('/') + 1)))
      continue;
    const std::string kind = name.substr(name.rfind('.') + 1);
    const bool is_run = name.starts_with("info/") && is_script(kind);
    if (Result<void> done = add(name, bytes, is_run ? 0755 : 0644); !done) return done;
  }
  for (const char* const name : {"available", "diversions", "statoverride", "info/format"}) {
    if (present_.files.contains(name)) continue;
    const bool is_format = std::string_view(name) == "info/format";
    if (Result<void> done = add(name, is_format ? "1\n" : ""); !done) return done;
  }
  return {};
}

Result<void> Installer::write_database() {
  const std::string empty = quoted_word((installation_.directory / "empty").string());
  for (const char* const name : {"alternatives", "info", "triggers", "updates"})
    result_.manifest += fmt::format("tree {}/{} {}\n", database, name, empty);
  find_waiting();
  return write_status()
      .and_then([&] { return each([&](const Unpacked& one) { return write_info(one); }); })
      .and_then([&] { return write_triggers(); })
      .and_then([&] { return write_present(); })
      .and_then([&] { return write_others(); });
}

Result<Installed> Installer::run() {
  result_.manifest = "# Made by linuxbake-deb.\n";
  std::error_code error;
  fs::create_directories(installation_.directory / "empty", error);
  if (error) return fail(error.message(), installation_.directory.string());
  const Result<void> done =
      open_all()
          .and_then([&] { return each([&](const Unpacked& one) { return check_relations(one); }); })
          .and_then([&] { return each([&](Unpacked& one) { return unpack(one); }); })
          .and_then([&] { return write_database(); })
          .and_then([&] { return remove_others(); });
  if (!done) return tl::unexpected(done.error());
  return std::move(result_);
}

}  // namespace

Result<Installed> install_packages(const Installation& installation) {
  return Installer(installation).run();
}

}  // namespace linuxbake::deb
