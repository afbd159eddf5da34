// SPDX-License-Identifier: MIT
#include "fetch/watch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

bool is_newer(const timespec& one, const timespec& other) {
  return one.tv_sec != other.tv_sec ? one.tv_sec > other.tv_sec : one.tv_nsec > other.tv_nsec;
}

tl::unexpected<Error> cannot_be_searched(const fs::path& source) {
  return fail(fmt::format("The source '{}' cannot be searched for changes.", source.string()));
}

}  // namespace

Result<bool> has_changed(const fs::path& source, const fs::path& except, const fs::path& stamp) {
  struct stat mark {};
  if (::stat(stamp.c_str(), &mark) != 0) return true;
  struct stat state {};
  if (::stat(source.c_str(), &state) != 0) return cannot_be_searched(source);
  if (is_newer(state.st_mtim, mark.st_mtim)) return true;
  std::error_code error;
  fs::recursive_directory_iterator at(source, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    if (at->path().filename() == ".git" || at->path() == except) {
      at.disable_recursion_pending();
      continue;
    }
    if (::lstat(at->path().c_str(), &state) != 0) {
      if (errno == ENOENT) return true;  // it was deleted just now
      return cannot_be_searched(source);
    }
    if (is_newer(state.st_mtim, mark.st_mtim)) return true;
  }
  if (error) return cannot_be_searched(source);
  return false;
}

Result<void> watch(const fs::path& source, const fs::path& except, const fs::path& stamp) {
  const Result<bool> changed = has_changed(source, except, stamp);
  if (!changed) return tl::unexpected(changed.error());
  if (!*changed) return {};
  const int descriptor = ::open(stamp.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  const bool touched = descriptor >= 0 && ::futimens(descriptor, nullptr) == 0;
  const int problem = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (touched) return {};
  return fail(fmt::format("cannot be made new: {}", std::strerror(problem)), stamp.string());
}

}  // namespace linuxbake::fetch
