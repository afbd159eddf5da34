// SPDX-License-Identifier: MIT
#include "common/environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

namespace linuxbake {
namespace {

constexpr std::array<std::string_view, 16> kept_names = {
    "PATH",           "HOME",       "USER",       "LOGNAME",         "TMPDIR", "TMP",
    "TEMP",           "APT_CONFIG", "LD_PRELOAD", "LD_LIBRARY_PATH", "TERM",   "COLUMNS",
    "CURL_CA_BUNDLE", "LINES",      "NETRC",      "SSH_AUTH_SOCK"};
constexpr std::array<std::string_view, 2> kept_for_builds = {"SOURCE_DATE_EPOCH",
                                                             "CMAKE_BUILD_PARALLEL_LEVEL"};
constexpr std::array<std::string_view, 9> kept_beginnings = {"FAKEROOT",   "XDG_",    "SSL_CERT_",
                                                             "CMAKE_TLS_", "CCACHE_", "SCCACHE_",
                                                             "DISTCC_",    "ICECC_",  "LINUXBAKE_"};

// http_proxy, HTTPS_PROXY, no_proxy …
bool is_proxy(std::string_view name) {
  for (const std::string_view ending : {"_proxy", "_PROXY"}) {
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    for (const std::string_view one :
         {"http", "https", "ftp", "all", "no", "HTTP", "HTTPS", "FTP", "ALL", "NO"})
      if (name == one) return true;
  }
  return false;
}

}  // namespace

bool comes_along(std::string_view name) {
  const auto is_name = [&](std::string_view one) { return name == one; };
  return std::any_of(kept_names.begin(), kept_names.end(), is_name) ||
         std::any_of(kept_for_builds.begin(), kept_for_builds.end(), is_name) ||
         std::any_of(kept_beginnings.begin(), kept_beginnings.end(),
                     [&](std::string_view one) { return name.starts_with(one); }) ||
         is_proxy(name);
}

void forget_environment() {
  std::vector<std::string> forgotten;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const std::string_view name = line.substr(0, line.find('='));
    if (!comes_along(name)) forgotten.emplace_back(name);
  }
  for (const std::string& name : forgotten) ::unsetenv(name.c_str());
  ::setenv("LC_ALL", "C", 1);
  ::setenv("TZ", "UTC", 1);
}

}  // namespace linuxbake
