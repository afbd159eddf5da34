// SPDX-License-Identifier: MIT
// recipe.h - what is to be fetched, and how: two JSON files that modules/detail/Fetch.cmake writes
// when CMake configures.
//
// The recipe is what the source is: it changes exactly where the source does, and a build looks at
// its time. Strings, but for "urls", which is a list of them; all may be empty but the name.
//
//   name, version                    version is "local" for a tree of the user's own
//   source_dir                       that tree, an absolute path; then nothing below is read
//   sha256                           of the archive, 64 lower-case hexadecimal digits
//   archive_name                     its file name, on mirrors too
//   urls                             tried in turn; file:// is an archive of the user's own
//   debian_source                    a source package that may have the same archive
//   debian_package, debian_path      a binary package, and the archive in it
//   license                          an SPDX expression
//
// The settings are what the user set for all sources; another value builds nothing again.
//
//   cache                            the directory that all builds share
//   mirrors                          directories or addresses, a list; after "by-hash:" a directory
//                                    in which an archive has its SHA-256 for a name
//   offline, debian_fallback         true or false
//   connect_timeout, stall_timeout   seconds
//   cmake                            the program, which unpacks archives (archive.h)
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::fetch {

struct Source {
  std::string name, version, source_dir, sha256, archive_name;
  std::vector<std::string> urls;
  std::string debian_source, debian_package, debian_path, license;
};

struct Settings {
  std::filesystem::path cache, cmake;
  std::vector<std::string> mirrors;
  bool offline = false, debian_fallback = true;
  unsigned connect_timeout = 10, stall_timeout = 30;
};

// Errors: no JSON, a member that is missing or of another type. `file` is named in them.
[[nodiscard]] Result<Source> parse_source(const std::string& text, const std::string& file);
[[nodiscard]] Result<Settings> parse_settings(const std::string& text, const std::string& file);

}  // namespace linuxbake::fetch
