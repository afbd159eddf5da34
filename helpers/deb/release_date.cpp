// SPDX-License-Identifier: MIT
#include "deb/release_date.h"

#include <time.h>

#include <ctime>

namespace linuxbake::deb {

std::string release_date(std::uint32_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::string text(64, '\0');  // no program of ours sets a locale: the names are English
  text.resize(std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S UTC", &parts));
  return text;
}

std::optional<std::uint32_t> seconds_of_date(const std::string& text) {
  std::tm parts{};
  if (::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S", &parts) == nullptr) return std::nullopt;
  const std::time_t time = ::timegm(&parts);
  if (time < 0) return std::nullopt;
  return static_cast<std::uint32_t>(time);
}

}  // namespace linuxbake::deb
