// SPDX-License-Identifier: MIT
#include "fetch/silent_hosts.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <fstream>
#include <system_error>
#include <vector>

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view beginning = "silent-";

fs::path note_of(const Settings& settings, const std::string& url) {
  std::string name = host_of(url);
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
  };
  std::replace_if(
      name.begin(), name.end(), [&](char c) { return !is_plain(c); }, '_');
  return settings.cache / "locks" / (std::string(beginning) + name);
}

std::vector<fs::path> notes(const Settings& settings) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(settings.cache / "locks", error))
    if (entry.path().filename().string().starts_with(beginning)) files.push_back(entry.path());
  return files;
}

}  // namespace

std::string host_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::string authority = url.substr(begin, url.find('/', begin) - begin);
  const std::size_t at = authority.rfind('@');
  return at == std::string::npos ? authority : authority.substr(at + 1);
}

bool is_silent(const Settings& settings, const std::string& url) {
  const fs::path note = note_of(settings, url);
  std::error_code error;
  const fs::file_time_type noted = fs::last_write_time(note, error);
  if (error) return false;
  if (fs::file_time_type::clock::now() - noted <= 10min) return true;
  fs::remove(note, error);
  return false;
}

void note_silent(const Settings& settings, const std::string& url) {
  const std::ofstream touched(note_of(settings, url), std::ios::trunc);
}

unsigned seconds_to_answer(const Settings& settings) {
  const unsigned seconds = settings.connect_timeout;
  return seconds > 1 && !notes(settings).empty() ? seconds / 2 : seconds;
}

void forget_silent_hosts(const Settings& settings) {
  std::error_code ignored;
  for (const fs::path& note : notes(settings)) fs::remove(note, ignored);
}

}  // namespace linuxbake::fetch
