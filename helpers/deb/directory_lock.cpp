// SPDX-License-Identifier: MIT
#include "deb/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace linuxbake::deb {

Result<Descriptor> lock_directory(const std::filesystem::path& directory,
                                  const std::function<void()>& before_waiting) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return fail("cannot be made: " + error.message(), directory.string());
  Descriptor lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock.open()) return fail(std::strerror(errno), directory.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return lock;
  before_waiting();
  while (::flock(lock.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
  return lock;
}

}  // namespace linuxbake::deb
