// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>

#include "bake/package/tidy.h"

namespace linuxbake::bake {
namespace {

// Whether the pattern "/usr/bin/*" names the file, or a directory above it.
bool names(const std::string& pattern, const std::string& file) {
  std::string path = "/" + file;
  for (; path.size() > 1; path.erase(path.rfind('/')))
    if (::fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME | FNM_NOESCAPE) == 0) return true;
  return false;
}

bool is_documentation(const std::string& file) {
  for (const char* directory :
       {"usr/share/doc/", "usr/share/info/", "usr/share/locale/", "usr/share/man/"})
    if (file.starts_with(directory)) return true;
  return false;
}

}  // namespace

Result<std::vector<std::string>> unwanted_files(const std::vector<std::string>& installed,
                                                const std::vector<std::string>& patterns,
                                                const std::string& package) {
  std::vector<std::string> unwanted = installed;
  if (patterns.empty())
    std::erase_if(unwanted, [](const std::string& file) { return !is_documentation(file); });
  for (const std::string& pattern : patterns) {
    const auto is_named = [&](const std::string& file) { return names(pattern, file); };
    if (std::none_of(installed.begin(), installed.end(), is_named))
      return fail(fmt::format("KEEP '{}' is not among what {} installs:\n  /{}", pattern, package,
                              fmt::join(installed, "\n  /")));
    std::erase_if(unwanted, is_named);
  }
  return unwanted;
}

}  // namespace linuxbake::bake
