// SPDX-License-Identifier: MIT
#include "boot/packing/libc_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <utility>

#include "common/lines.h"
#include "common/mapped_file.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

bool add_existing(const std::string& path, GuestFiles& files) {
  std::error_code ignored;
  return fs::exists(path, ignored) && files.add(path);
}

}  // namespace

std::vector<Libc> glibcs(const LibrarySearch& search) {
  const auto is_one = [](const std::string& path) {
    return fs::path(path).filename() == "libc.so.6";
  };
  std::vector<Libc> all;
  for (const std::string& library : search.found())
    if (is_one(library)) all.push_back({library, library});
  for (const auto& [path, file] : search.moved())
    if (is_one(path)) all.push_back({path, file});
  return all;
}

void add_iconv(const LibrarySearch& search, GuestFiles& files, Absent& absent) {
  for (const Libc& libc : glibcs(search)) {
    const fs::path directory = fs::path(libc.path).parent_path() / "gconv";
    const fs::path here = fs::path(libc.file).parent_path() / "gconv";
    std::error_code ignored;
    if (!fs::is_directory(here, ignored)) {
      absent.push_back(
          fmt::format("the modules of iconv() are not on this host ({})", here.string()));
    } else if (here == directory) {
      add_existing(here.string(), files);
    } else {
      for (const auto& module : fs::recursive_directory_iterator(here, ignored)) {
        if (!module.is_regular_file(ignored)) continue;
        [[maybe_unused]] const auto added = files.add_as(
            directory / module.path().lexically_relative(here), module.path().string());
      }
    }
  }
}

namespace {

// "de_DE.UTF-8" is de_DE.utf8 on disk.
std::string name_on_disk(const std::string& locale) {
  const std::size_t dot = locale.find('.');
  if (dot == std::string::npos) return locale;
  std::string code;
  for (const char c : locale.substr(dot + 1, locale.find('@', dot) - dot - 1)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      code += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  const std::size_t at = locale.find('@');
  return locale.substr(0, dot + 1) + code + (at == std::string::npos ? "" : locale.substr(at));
}

// The archive has a table of names, each of which ends in a NUL.
bool names_locale(const std::string& archive, const std::string& locale) {
  const Result<MappedFile> mapped = MappedFile::open(archive);
  if (!mapped) return false;
  const std::string_view bytes = mapped->bytes();
  return bytes.find('\0' + locale + '\0') != std::string_view::npos ||
         bytes.find('\0' + name_on_disk(locale) + '\0') != std::string_view::npos;
}

void add_locale(const std::string& variable, const std::string& locale, GuestFiles& files,
                Absent& absent) {
  if (locale.empty() || locale == "C" || locale == "POSIX" || locale.starts_with("C.")) return;
  constexpr std::uintmax_t largest = 8U << 20U;  // some hosts have one archive with all there are
  const std::string directory = "/usr/lib/locale/", archive = directory + "locale-archive";
  std::error_code problem;
  const std::uintmax_t size = fs::file_size(archive, problem);
  const bool is_small = !problem && size <= largest;
  const bool in_archive = !problem && names_locale(archive, locale);
  if (is_small) add_existing(archive, files);
  if (locale.find('/') != std::string::npos) return;
  bool is_there = is_small && in_archive;
  for (const std::string& name : std::set{locale, name_on_disk(locale)})
    is_there = add_existing(directory + name, files) || is_there;
  if (is_there) return;
  absent.push_back(in_archive
                       ? fmt::format("the locale {} of {} has not come along, since {} has {} MB: "
                                     "FILES brings it",
                                     locale, variable, archive, size >> 20U)
                       : fmt::format("the locale {} of {} is not on this host ({})", locale,
                                     variable, directory));
}

void add_zone(std::string zone, GuestFiles& files, Absent& absent) {
  if (zone.starts_with(':')) zone.erase(0, 1);
  if (zone.empty()) return;
  const std::string path = zone.starts_with('/') ? zone : "/usr/share/zoneinfo/" + zone;
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored) && add_existing(path, files)) return;
  // "CET-1CEST,M3.5.0/2" is no name.
  const bool is_name = zone.find('/') < zone.find(',');
  if (is_name)
    absent.push_back(fmt::format("the time zone {} of TZ is not on this host ({})", zone, path));
}

}  // namespace

void add_named_data(const std::vector<std::string>& environment, GuestFiles& machine,
                    GuestFiles& test, Absent& absent) {
  for (const std::string& variable : environment) {
    const std::size_t equals = std::min(variable.find('='), variable.size() - 1);
    const std::string name = variable.substr(0, equals);
    const std::string value = variable.substr(equals + 1);
    if (name == "TZ") add_zone(value, test, absent);
    if (name == "LANG" || name.starts_with("LC_")) add_locale(name, value, machine, absent);
  }
}

namespace {

// "hosts: files [NOTFOUND=return] dns # comment" names files and dns.
std::set<std::string> services_of(std::string_view configuration) {
  std::set<std::string> services;
  while (!configuration.empty()) {
    std::string_view line = take_line(configuration);
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    bool is_action = false;
    std::string word;
    for (const char c : std::string(line.substr(colon + 1)) + ' ') {
      const bool ends = c == ' ' || c == '\t' || c == '\r' || c == '[';
      if (ends && !word.empty() && !is_action) services.insert(std::exchange(word, {}));
      if (c == '[') is_action = true;
      if (!ends && !is_action) word += c;
      if (c == ']') is_action = false;
    }
  }
  return services;
}

}  // namespace

std::vector<std::string> name_services(std::string_view configuration, LibrarySearch& search) {
  std::vector<std::string> modules;
  for (const Libc& libc : glibcs(search)) {
    for (const std::string& service : services_of(configuration)) {
      const auto module = search.find(fmt::format("libnss_{}.so.2", service), libc.file);
      if (module && !search.is_moved(*module)) modules.push_back(*module);
    }
  }
  return modules;
}

}  // namespace linuxbake::boot
