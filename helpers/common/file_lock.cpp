// SPDX-License-Identifier: MIT
#include "common/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace linuxbake {

Result<FileLock> FileLock::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return fail(fmt::format("cannot be opened: {}", std::strerror(errno)), file.string());
  return FileLock(file, descriptor);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);  // and with it the lock
}

Result<bool> FileLock::try_lock() {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (::fcntl(descriptor_, F_SETLK, &whole) == 0) return true;
  if (errno == EACCES || errno == EAGAIN) return false;
  return fail(fmt::format("cannot be locked: {}", std::strerror(errno)), file_.string());
}

}  // namespace linuxbake
