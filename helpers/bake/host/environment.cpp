// SPDX-License-Identifier: MIT
#include "bake/host/environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>

#include "common/environment.h"
#include "common/lines.h"
#include "common/source_date.h"

namespace linuxbake::bake {
namespace {

bool tells_of_jobs(std::string_view word) {
  if (word.starts_with("--jobserver-auth=")) return true;
  if (!word.starts_with("-j") || word.size() == 2) return false;
  return std::all_of(word.begin() + 2, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Readable to date(1) and to strptime(3), as KBUILD_BUILD_TIMESTAMP has to be.
std::string timestamp(std::time_t seconds) {
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a %b %d %H:%M:%S UTC %Y", &parts)};
}

void set(const char* name, const std::string& value) {
  ::setenv(name, value.c_str(), 1);
}

// Of a make around us, or of nobody: what the user's shell says of it does not count.
void set_jobserver() {
  const char* makeflags = std::getenv("MAKEFLAGS");
  const std::string jobs = jobs_of_makeflags(makeflags == nullptr ? "" : makeflags);
  if (jobs.empty())
    ::unsetenv("LINUXBAKE_JOBSERVER");
  else
    set("LINUXBAKE_JOBSERVER", jobs);
}

}  // namespace

std::string jobs_of_makeflags(std::string_view makeflags) {
  std::string jobs;
  for (const std::string& word : plain_words(makeflags)) {
    if (!tells_of_jobs(word)) continue;
    if (!jobs.empty()) jobs += ' ';
    jobs += word;
  }
  return jobs;
}

Result<void> set_build_environment() {
  const Result<std::uint32_t> date = source_date_epoch();
  if (!date) return tl::unexpected(date.error());
  set_jobserver();
  forget_environment();
  set("SOURCE_DATE_EPOCH", std::to_string(*date));
  set("KBUILD_BUILD_TIMESTAMP", timestamp(*date));
  set("KBUILD_BUILD_USER", "linuxbake");
  set("KBUILD_BUILD_HOST", "linuxbake");
  set("KBUILD_BUILD_VERSION", "1");
  set("KCONFIG_NOTIMESTAMP", "1");
  // Else it calls gcc x86_64-linux-gnu-gcc, and the kernel has the name of its compiler in it.
  set("DISTCC_NO_REWRITE_CROSS", "1");
  set("PYTHONDONTWRITEBYTECODE", "1");  // a source is not ours to change
  return {};
}

}  // namespace linuxbake::bake
