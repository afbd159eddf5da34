// SPDX-License-Identifier: MIT
#include "deb/pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>
#include <tuple>

#include "common/files.h"
#include "common/sha256.h"
#include "deb/package.h"
#include "deb/version.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

bool is_before(const PoolEntry& left, const PoolEntry& right) {
  const auto text = [](const PoolEntry& entry) {
    return std::tuple(entry.component, entry.control.get("Package"));
  };
  if (text(left) != text(right)) return text(left) < text(right);
  const int order = compare_versions(left.control.get("Version"), right.control.get("Version"));
  if (order != 0) return order < 0;
  return left.name < right.name;
}

Result<PoolEntry> entry_of(const fs::path& repository, const fs::path& file) {
  const Result<Package> package = Package::open(file);
  if (!package) return tl::unexpected(package.error());
  PoolEntry entry;
  const fs::path relative = file.lexically_relative(repository);
  entry.name = relative.string();
  entry.component = std::next(relative.begin())->string();
  entry.control = package->control;
  entry.size = package->bytes().size();
  entry.hash = sha256(package->bytes());
  return entry;
}

std::string identity_of(const PoolEntry& entry) {
  return fmt::format("{} {} {} {}", entry.component, entry.control.get("Package"),
                     entry.control.get("Version"), entry.control.get("Architecture"));
}

Result<void> check_twins(const std::vector<PoolEntry>& entries) {
  std::map<std::string, std::string> names;
  for (const PoolEntry& entry : entries) {
    const auto [found, is_new] = names.try_emplace(identity_of(entry), entry.name);
    if (!is_new) {
      return fail(
          fmt::format("'{}' and '{}' are the same version of one package; remove one of "
                      "them",
                      found->second, entry.name));
    }
  }
  return {};
}

// "hello_1.0_amd64.deb.1234.part": what write_file_if_different() had begun when it was killed.
// Whoever writes a repository has locked it, so nobody is at it now.
bool is_unfinished(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".part") && name.find(".deb.") != std::string::npos;
}

// Files below the pool, also behind links to directories.
Result<std::vector<fs::path>> files_below(const fs::path& pool) {
  std::vector<fs::path> files;
  std::error_code error, ignored;
  constexpr auto follows = fs::directory_options::follow_directory_symlink;
  fs::recursive_directory_iterator place(pool, follows, error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error)) {
    if (place->is_directory(ignored)) continue;
    if (place->path().extension() != ".deb" && !is_unfinished(place->path()))
      return fail("is no package; only those belong into the pool", place->path().string());
    if (place.depth() == 0)
      return fail("stands in no component; a package belongs into pool/<component>/…",
                  place->path().string());
    files.push_back(place->path());
  }
  if (error) return fail(error.message(), pool.string());
  return files;
}

// A version without its epoch names the file, so that two of them would have one name.
Result<void> check_epoch(const fs::path& present_file, const Paragraph& control,
                         const fs::path& file) {
  const Result<Package> present = Package::open(present_file);
  if (!present) return {};  // it is damaged, or not there
  const std::string version = present->control.get("Version");
  if (version == control.get("Version")) return {};
  return fail(fmt::format("is version {} of {}, whose file would take the place of version {}: the "
                          "epoch is no part of its name; give it another version, or another "
                          "revision",
                          control.get("Version"), control.get("Package"), version),
              file.string());
}

// Without the version that may stand behind it: "greet (1.2)".
std::string source_name_of(const Paragraph& control) {
  const std::string source = control.get("Source");
  return source.substr(0, source.find_first_of(" ("));
}

}  // namespace

std::string PoolEntry::stanza() const {
  Paragraph listed = control;
  const std::string description = listed.get("Description");
  listed.remove("Description");
  listed.set("Filename", name);
  listed.set("Size", fmt::format("{}", size));
  listed.set("SHA256", hash);
  listed.set("Description", description);
  return listed.text();
}

std::string pool_directory_of(const std::string& component, const Paragraph& control) {
  std::string source = source_name_of(control);
  if (source.empty()) source = control.get("Package");
  const std::size_t letters = source.starts_with("lib") && source.size() > 3 ? 4 : 1;
  return fmt::format("{}/{}/{}", component, source.substr(0, letters), source);
}

Result<std::string> add_to_pool(const fs::path& repository, const std::string& component,
                                const fs::path& file) {
  const Result<Package> package = Package::open(file);
  if (!package) return tl::unexpected(package.error());
  const std::string source = source_name_of(package->control);
  if (!source.empty() && !is_package_name(source))
    return fail(fmt::format("'{}' is no name of a source package", source), file.string());
  std::string name = fmt::format("pool/{}/{}", pool_directory_of(component, package->control),
                                 file_name_of(package->control));
  return check_epoch(repository / name, package->control, file)
      .and_then([&] { return write_file_if_different(repository / name, package->bytes()); })
      .map([&](bool) { return name; });
}

Result<std::vector<PoolEntry>> read_pool(const fs::path& repository) {
  std::vector<PoolEntry> entries;
  std::error_code error;
  const fs::path pool = repository / "pool";
  if (!fs::is_directory(pool, error)) return entries;
  const Result<std::vector<fs::path>> files = files_below(pool);
  if (!files) return tl::unexpected(files.error());
  for (const fs::path& file : *files) {
    if (is_unfinished(file)) {
      fs::remove(file, error);
      continue;
    }
    Result<PoolEntry> entry = entry_of(repository, file);
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  std::sort(entries.begin(), entries.end(), is_before);
  if (const Result<void> single = check_twins(entries); !single)
    return tl::unexpected(single.error());
  return entries;
}

Result<void> remove_old(const fs::path& repository, std::size_t keep,
                        const std::vector<std::string>& stay, std::vector<PoolEntry>& entries) {
  if (keep == 0) return {};
  std::map<std::string, std::size_t> counted;
  std::vector<std::string> gone;
  // The newest come last.
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const std::string key = fmt::format("{} {} {}", entry->component, entry->control.get("Package"),
                                        entry->control.get("Architecture"));
    const bool has_to_stay = std::find(stay.begin(), stay.end(), entry->name) != stay.end();
    if (++counted[key] > keep && !has_to_stay) gone.push_back(entry->name);
  }
  for (const std::string& name : gone) {
    std::error_code error;
    fs::remove(repository / name, error);
    if (error) return fail(error.message(), name);
    std::erase_if(entries, [&](const PoolEntry& entry) { return entry.name == name; });
  }
  return {};
}

}  // namespace linuxbake::deb
