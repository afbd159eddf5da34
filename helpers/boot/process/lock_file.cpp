// SPDX-License-Identifier: MIT
#include "boot/process/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace linuxbake::boot {
namespace {

bool still_has_its_name(const Descriptor& lock, const std::filesystem::path& file) {
  struct stat held {}, named {};
  if (::fstat(lock.get(), &held) != 0 || ::stat(file.c_str(), &named) != 0) return false;
  return held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}  // namespace

Descriptor try_lock_file(const std::filesystem::path& file) {
  for (;;) {
    Descriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!lock.open() || ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return {};
    if (still_has_its_name(lock, file)) return lock;
  }
}

}  // namespace linuxbake::boot
