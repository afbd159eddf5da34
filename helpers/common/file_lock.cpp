// SPDX-License-Identifier: MIT
#include "common/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace linuxbake {

Result<FileLock> FileLock::open(const std::filesystem::path& file) {
  Descriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!descriptor.open())
    return fail(fmt::format("cannot be opened: {}", std::strerror(errno)), file.string());
  return FileLock(file, std::move(descriptor));
}

bool FileLock::still_has_its_name() const {
  struct stat held {
  }, named{};
  if (::fstat(descriptor_.get(), &held) != 0 || ::stat(file_.c_str(), &named) != 0) return false;
  return held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

Result<bool> FileLock::try_lock() {
  for (;;) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(descriptor_.get(), F_OFD_SETLK, &whole) != 0) {
      if (errno == EACCES || errno == EAGAIN) return false;
      return fail(fmt::format("cannot be locked: {}", std::strerror(errno)), file_.string());
    }
    if (still_has_its_name()) return true;
    Result<FileLock> next = open(file_);
    if (!next) return tl::unexpected(next.error());
    *this = std::move(*next);
  }
}

std::optional<FileLock> try_lock_file(const std::filesystem::path& file) {
  Result<FileLock> lock = FileLock::open(file);
  if (!lock || !lock->try_lock().value_or(false)) return std::nullopt;
  return std::move(*lock);
}

}  // namespace linuxbake
