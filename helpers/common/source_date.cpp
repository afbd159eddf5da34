// SPDX-License-Identifier: MIT
#include "common/source_date.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace linuxbake {

Result<std::uint32_t> source_date_epoch() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) return 0;
  const std::string_view text(epoch);
  std::uint32_t time = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  if (error == std::errc() && stop == text.data() + text.size() && !text.empty()) return time;
  return fail(
      fmt::format("SOURCE_DATE_EPOCH '{}' is not a number of seconds that fits an archive "
                  "(0 to 4294967295)",
                  text));
}

}  // namespace linuxbake
