// SPDX-License-Identifier: MIT
#include "boot/run/starvation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

constexpr double between_looks = 0.1;
constexpr double nanosecond = 1e-9;

pid_t first_child(pid_t process) {
  std::ifstream list(fmt::format("/proc/{0}/task/{0}/children", process));
  pid_t child = 0;
  list >> child;
  return child;
}

double longest_wait(pid_t process) {
  double longest = 0;
  std::error_code ended;
  const fs::path threads = fmt::format("/proc/{}/task", process);
  for (const auto& thread : fs::directory_iterator(threads, ended)) {
    std::ifstream file(thread.path() / "schedstat");
    std::string line;
    std::getline(file, line);
    const auto waited = waited_nanoseconds(line).value_or(0);
    longest = std::max(longest, static_cast<double>(waited) * nanosecond);
  }
  return longest;
}

}  // namespace

std::optional<std::uint64_t> waited_nanoseconds(std::string_view schedstat) {
  const std::size_t space = schedstat.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  std::uint64_t waited = 0;
  const char* const end = schedstat.data() + schedstat.size();
  const auto read = std::from_chars(schedstat.data() + space + 1, end, waited);
  if (read.ec != std::errc{}) return std::nullopt;
  return waited;
}

double Starvation::seconds(double now) {
  if (now < next_look_) return seconds_;
  next_look_ = now + between_looks;
  if (machine_ == 0) machine_ = first_child(supervisor_);
  // A thread that has ended takes its count along.
  if (machine_ != 0) seconds_ = std::max(seconds_, longest_wait(machine_));
  return seconds_;
}

}  // namespace linuxbake::boot
