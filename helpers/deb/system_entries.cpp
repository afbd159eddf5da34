// SPDX-License-Identifier: MIT
#include "deb/system_entries.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <optional>
#include <set>

#include "common/lines.h"
#include "common/mapped_file.h"
#include "cpio/names.h"
#include "deb/md5.h"
#include "deb/package.h"
#include "deb/triggers.h"

namespace linuxbake::deb {
namespace {

constexpr const char* files_field = "LinuxBake-Files";
constexpr const char* links_field = "LinuxBake-Links-To";

// Of the members of a system, by their names.
class Names {
 public:
  explicit Names(const std::vector<cpio::Member>& members) {
    for (const cpio::Member& member : members) by_name_[member.name] = &member;
  }

  // Where a name leads; without its last part that of a symbolic link itself.
  [[nodiscard]] std::optional<std::string> real(const std::string& name, bool last_too) const {
    return cpio::follow_links(name, last_too, [&](const std::string& link) -> const std::string* {
      const auto found = by_name_.find(link);
      const bool is_link = found != by_name_.end() && found->second->kind == cpio::Kind::symlink;
      return is_link ? &found->second->target : nullptr;
    });
  }

  // The file that a symbolic link names, which may be a link again.
  [[nodiscard]] std::optional<std::string> named_by(const cpio::Member& link) const {
    const std::string from_root = link.target.starts_with('/')
                                      ? link.target.substr(1)
                                      : cpio::parent_of(link.name) + "/" + link.target;
    return real(from_root, false);
  }

  // The other names of what is behind a symbolic link to a directory, with the real ones.
  [[nodiscard]] std::map<std::string, std::string> behind(const cpio::Member& link) const {
    std::map<std::string, std::string> names;
    const std::optional<std::string> directory = real(link.name, true);
    if (!directory || directory->empty() || *directory == ".") return names;
    const std::string begin = *directory + "/";
    for (auto inside = by_name_.lower_bound(begin);
         inside != by_name_.end() && inside->first.starts_with(begin); ++inside)
      names[fmt::format("{}/{}", link.name, inside->first.substr(begin.size()))] = inside->first;
    return names;
  }

 private:
  std::map<std::string, const cpio::Member*> by_name_;
};

// A paragraph, and what it claims.
struct Claim {
  std::vector<std::string> patterns;  // of names without the slash in front
  std::set<std::string> targets;      // of links
  std::set<std::string> fitting;      // patterns that fit something, and targets
  Present entry;
  std::string links;  // the file info/<entry>.links

  [[nodiscard]] bool owns_rest() const { return patterns.empty() && targets.empty(); }
};

tl::unexpected<Error> wrong_entry(const Paragraph& control, const std::string& text) {
  return fail(fmt::format("entry '{}': {}", control.get("Package"), text));
}

Result<std::vector<std::string>> names_of_field(const Paragraph& control, const char* field) {
  std::vector<std::string> names;
  for (const std::string& word : split(control.get(field), " \t\n")) {
    if (word.empty()) continue;
    if (!word.starts_with('/'))
      return wrong_entry(control, fmt::format("{}: '{}' does not begin with '/'", field, word));
    names.push_back(word.substr(1));
  }
  if (control.has(field) && names.empty())
    return wrong_entry(control, fmt::format("{} names nothing", field));
  return names;
}

Result<Claim> claim_of(Paragraph control, const std::string& architecture) {
  Claim claim;
  Result<std::vector<std::string>> patterns = names_of_field(control, files_field);
  if (!patterns) return tl::unexpected(patterns.error());
  const Result<std::vector<std::string>> targets = names_of_field(control, links_field);
  if (!targets) return tl::unexpected(targets.error());
  claim.patterns = std::move(*patterns);
  claim.targets.insert(targets->begin(), targets->end());
  control.remove(files_field);
  control.remove(links_field);
  for (const auto& [field, value] :
       {std::pair("Architecture", architecture.c_str()),
        std::pair("Maintainer", "nobody <nobody@localhost>"),
        std::pair("Description", "what the system is without packages")}) {
    if (!control.has(field)) control.set(field, value);
  }
  if (const Result<void> right = check_control(control); !right)
    return wrong_entry(control, right.error().message);
  sort_fields(control);
  claim.entry.status = status_of(control, "installed", {});
  return claim;
}

class System {
 public:
  explicit System(const std::vector<cpio::Member>& members) : members_(members), names_(members) {}

  Result<void> add(Paragraph control, const std::string& architecture);
  Result<Database> database(const ControlFiles& control_files);

 private:
  Result<void> find_rest();
  Claim& owner_of(const cpio::Member& member);
  Result<void> share_out();
  void share_out_behind(const cpio::Member& link);
  [[nodiscard]] Result<void> check_all_fit() const;
  Result<void> take(const ControlFiles& control_files);

  const std::vector<cpio::Member>& members_;
  Names names_;
  std::vector<Claim> claims_;
  Claim* rest_ = nullptr;
  std::map<std::string, Claim*> owners_;
  Database database_;
};

Result<void> System::add(Paragraph control, const std::string& architecture) {
  Result<Claim> claim = claim_of(std::move(control), architecture);
  if (!claim) return tl::unexpected(claim.error());
  for (const Claim& other : claims_) {
    if (other.entry.name() == claim->entry.name())
      return wrong_entry(claim->entry.status, "is there twice");
  }
  claims_.push_back(std::move(*claim));
  return {};
}

Result<void> System::find_rest() {
  if (claims_.empty()) return fail("has no paragraph");
  for (Claim& claim : claims_) {
    if (!claim.owns_rest()) continue;
    if (rest_ != nullptr) {
      return wrong_entry(claim.entry.status,
                         fmt::format("owns what no other entry does, and so does '{}'; say with {} "
                                     "what is whose",
                                     rest_->entry.name(), files_field));
    }
    rest_ = &claim;
  }
  if (rest_ != nullptr) return {};
  return fail(fmt::format("each entry has {} or {}; one without them has to own the rest",
                          files_field, links_field));
}

Claim& System::owner_of(const cpio::Member& member) {
  const bool is_link = member.kind == cpio::Kind::symlink;
  const std::optional<std::string> named = is_link ? names_.named_by(member) : std::nullopt;
  for (Claim& claim : claims_) {
    for (const std::string& pattern : claim.patterns) {
      if (::fnmatch(pattern.c_str(), member.name.c_str(), 0) != 0) continue;
      claim.fitting.insert(pattern);
      return claim;
    }
    if (!named || !claim.targets.contains(*named)) continue;
    claim.fitting.insert(*named);
    claim.links += fmt::format("/{}\n", member.name);
    return claim;
  }
  return *rest_;
}

bool fits_a_list(const std::string& name) {
  return name != "." && name.find('\n') == std::string::npos;
}

Result<void> System::share_out() {
  for (const cpio::Member& member : members_) {
    if (!fits_a_list(member.name)) continue;
    Claim& owner = owner_of(member);
    owners_[member.name] = &owner;
    owner.entry.names.insert(member.name);
    if (member.kind != cpio::Kind::file) continue;
    const Result<MappedFile> file = MappedFile::open(member.location);
    if (!file) return tl::unexpected(file.error());
    owner.entry.sums += fmt::format("{}  {}\n", md5(file->bytes()), member.name);
  }
  for (const cpio::Member& member : members_)
    if (member.kind == cpio::Kind::symlink) share_out_behind(member);
  return {};
}

void System::share_out_behind(const cpio::Member& link) {
  for (const auto& [name, real] : names_.behind(link)) {
    const auto owner = owners_.find(real);
    if (owner != owners_.end() && fits_a_list(name)) owner->second->entry.names.insert(name);
  }
}

// What fits nothing is a mistake, or has become one.
Result<void> System::check_all_fit() const {
  for (const Claim& claim : claims_) {
    for (const std::string& pattern : claim.patterns) {
      if (claim.fitting.contains(pattern)) continue;
      return wrong_entry(claim.entry.status,
                         fmt::format("{}: there is no '/{}' in the system, or an entry before this "
                                     "one has it",
                                     files_field, pattern));
    }
    for (const std::string& target : claim.targets) {
      if (claim.fitting.contains(target)) continue;
      return wrong_entry(
          claim.entry.status,
          fmt::format("{}: no symbolic link in the system names '/{}'", links_field, target));
    }
  }
  return {};
}

Result<void> System::take(const ControlFiles& control_files) {
  Triggers triggers;
  for (const auto& [name, bytes] : control_files) {
    const std::size_t dot = name.rfind('.');
    const std::string package = name.substr(0, dot);
    const std::string kind = dot == std::string::npos ? "" : name.substr(dot + 1);
    const bool is_known = std::any_of(claims_.begin(), claims_.end(), [&](const Claim& claim) {
      return claim.entry.name() == package;
    });
    if (!is_known || (!is_script(kind) && kind != "triggers")) {
      return fail(
          fmt::format("'{}' is no control file of an entry, as '{}.postinst' is, or prerm, "
                      "postrm, preinst, config, triggers",
                      name, rest_->entry.name()));
    }
    if (kind == "triggers") add_triggers(triggers, package, bytes);
    database_.files["info/" + name] = bytes;
  }
  for (const auto& [name, bytes] : triggers) database_.files["triggers/" + name] = bytes;
  return {};
}

Result<Database> System::database(const ControlFiles& control_files) {
  const Result<void> done = find_rest()
                                .and_then([&] { return share_out(); })
                                .and_then([&] { return check_all_fit(); })
                                .and_then([&] { return take(control_files); });
  if (!done) return tl::unexpected(done.error());
  for (Claim& claim : claims_) {
    if (!claim.targets.empty())
      database_.files[fmt::format("info/{}.links", claim.entry.name())] = claim.links;
    database_.entries.push_back(std::move(claim.entry));
  }
  return std::move(database_);
}

}  // namespace

Result<Database> database_of_system(std::vector<Paragraph> controls,
                                    const std::string& architecture,
                                    const ControlFiles& control_files,
                                    const std::vector<cpio::Member>& members) {
  System system(members);
  for (Paragraph& control : controls) {
    if (const Result<void> done = system.add(std::move(control), architecture); !done)
      return tl::unexpected(done.error());
  }
  return system.database(control_files);
}

}  // namespace linuxbake::deb
