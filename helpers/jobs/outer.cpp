// SPDX-License-Identifier: MIT
#include "jobs/outer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <system_error>
#include <utility>

namespace linuxbake::jobs {
namespace {

bool is_pipe(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

// A description of our own for reading: O_NONBLOCK belongs to it, and others read there as well.
std::optional<std::pair<int, int>> open_pipes(int theirs_read, int theirs_write) {
  if (!is_pipe(theirs_read) || !is_pipe(theirs_write)) return std::nullopt;
  const std::string name = fmt::format("/proc/self/fd/{}", theirs_read);
  const int read_end = ::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const int write_end = fcntl(theirs_write, F_DUPFD_CLOEXEC, 0);
  if (read_end >= 0 && write_end >= 0) return std::pair(read_end, write_end);
  if (read_end >= 0) close(read_end);
  if (write_end >= 0) close(write_end);
  return std::nullopt;
}

}  // namespace

OuterFlags parse_outer_flags(std::string_view makeflags) {
  OuterFlags flags;
  while (!makeflags.empty()) {
    const std::size_t end = makeflags.find(' ');
    const std::string_view word = makeflags.substr(0, end);
    if (word == "--") break;  // variables follow
    if (word.starts_with("-j")) {
      unsigned jobs = 0;
      const auto [rest, error] = std::from_chars(word.begin() + 2, word.end(), jobs);
      if (error == std::errc() && rest == word.end() && jobs <= 4096) flags.jobs = jobs;
    }
    for (const std::string_view option : {"--jobserver-auth=", "--jobserver-fds="})
      if (word.starts_with(option)) flags.server = word.substr(option.size());
    makeflags.remove_prefix(end == std::string_view::npos ? makeflags.size() : end + 1);
  }
  return flags;
}

std::optional<Outer> Outer::open(const std::string& server) {
  if (server.starts_with("fifo:")) {
    const int both = ::open(server.c_str() + 5, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (both < 0) return std::nullopt;
    Outer outer(both, fcntl(both, F_DUPFD_CLOEXEC, 0));
    if (!is_pipe(both) || outer.write_end_ < 0) return std::nullopt;
    return outer;
  }
  int read_end = -1, write_end = -1;
  if (std::sscanf(server.c_str(), "%d,%d", &read_end, &write_end) != 2) return std::nullopt;
  const auto ends = open_pipes(read_end, write_end);
  if (!ends) return std::nullopt;
  return Outer(ends->first, ends->second);
}

Outer::Outer(Outer&& other) noexcept
    : read_end_(std::exchange(other.read_end_, -1)),
      write_end_(std::exchange(other.write_end_, -1)),
      taken_(std::exchange(other.taken_, {})) {}

Outer::~Outer() {
  while (!taken_.empty()) give_back();
  for (const int descriptor : {read_end_, write_end_})
    if (descriptor >= 0) close(descriptor);
}

bool Outer::take() {
  char token = 0;
  if (read(read_end_, &token, 1) != 1) return false;
  taken_ += token;
  return true;
}

void Outer::give_back() {
  if (taken_.empty()) return;
  const char token = taken_.back();
  taken_.pop_back();
  // It has room for all: what we write is what was there.
  while (write(write_end_, &token, 1) < 0 && errno == EINTR) {
  }
}

}  // namespace linuxbake::jobs
