// SPDX-License-Identifier: MIT
#include "bake/results/uses.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "common/files.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

double number_in(const std::string& text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

// Bytes that are appended one by one are never torn, whoever else does so.
void count_use(const fs::path& cache, const std::string& key, UsedFrom origin) {
  std::error_code ignored;
  fs::create_directories(cache / "uses", ignored);
  std::ofstream(cache / "uses" / key, std::ios::app) << static_cast<char>(origin);
}

Uses uses_of(const fs::path& cache, const std::string& key) {
  const std::string marks = read_file(cache / "uses" / key).value_or("");
  const auto count = [&](UsedFrom origin) {
    return static_cast<std::uint64_t>(
        std::count(marks.begin(), marks.end(), static_cast<char>(origin)));
  };
  return {count(UsedFrom::here), count(UsedFrom::server),
          number_in(read_file(cache / "results" / key / name_of_seconds).value_or(""))};
}

std::string text_of_seconds(std::chrono::steady_clock::duration time) {
  return fmt::format("{:.1f}\n", std::chrono::duration<double>(time).count());
}

}  // namespace linuxbake::bake
