// SPDX-License-Identifier: MIT
#include "bake/media/tool_environment.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "common/environment.h"
#include "common/source_date.h"

namespace linuxbake::bake::media {
namespace {

constexpr std::uint32_t begin_of_1980 = 315'532'800;

// Newer versions of Syslinux take its word for it.
void forget_missing_temporary_directory() {
  const char* directory = std::getenv("TMPDIR");
  std::error_code ignored;
  if (directory != nullptr && !std::filesystem::is_directory(directory, ignored))
    ::unsetenv("TMPDIR");
}

}  // namespace

Result<std::uint32_t> set_tool_environment() {
  Result<std::uint32_t> date = source_date_epoch();
  forget_environment();
  forget_missing_temporary_directory();
  ::setenv("MTOOLSRC", "/dev/null", 1);
  return date;
}

void set_date_on_media(std::uint32_t date) {
  ::setenv("SOURCE_DATE_EPOCH", std::to_string(date_on_media(date)).c_str(), 1);
}

std::uint32_t date_on_media(std::uint32_t date) {
  return std::max(date, begin_of_1980);
}

}  // namespace linuxbake::bake::media
