// SPDX-License-Identifier: MIT
#include "jobs/pool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace linuxbake::jobs {
namespace {

constexpr off_t waiting_byte = off_t{1} << 20;  // beyond any number of slots

struct flock lock_of_byte(short type, off_t byte) {
  struct flock lock {};  // l_pid has to be 0 for these locks
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

bool set_lock(int descriptor, short type, off_t byte) {
  struct flock lock = lock_of_byte(type, byte);
  return fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

}  // namespace

Result<Pool> Pool::open(const std::filesystem::path& path, unsigned size) {
  if (size == 0 || size > 4096) return fail("a pool has 1 to 4096 jobs", path.string());
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) return fail("its directory cannot be made: " + error.message(), path.string());
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail(std::string("cannot be opened: ") + std::strerror(errno), path.string());
  return Pool(descriptor, size);
}

Pool::Pool(Pool&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      held_(std::move(other.held_)),
      held_count_(std::exchange(other.held_count_, 0U)),
      borrowed_(std::exchange(other.borrowed_, false)),
      outer_(std::exchange(other.outer_, std::nullopt)) {}

Pool::~Pool() {
  if (descriptor_ >= 0) close(descriptor_);  // and with it all locks
}

bool Pool::try_acquire() {
  const bool ask = outer_ && held_count_ > 0;
  if (ask && !outer_->take()) return false;
  const bool acquired = try_acquire_own();
  if (ask && !acquired) outer_->give_back();
  return acquired;
}

bool Pool::try_acquire_own() {
  for (std::size_t slot = 0; slot < held_.size(); ++slot) {
    if (held_[slot] || !set_lock(descriptor_, F_WRLCK, static_cast<off_t>(slot))) continue;
    held_[slot] = true;
    if (std::exchange(borrowed_, false)) continue;
    ++held_count_;
    return true;
  }
  return false;
}

void Pool::borrow() {
  borrowed_ = true;
  held_count_ = 1;
}

void Pool::release() {
  const auto slot = std::find(held_.begin(), held_.end(), true);
  if (slot == held_.end()) return;
  *slot = false;
  --held_count_;
  set_lock(descriptor_, F_UNLCK, slot - held_.begin());
  if (outer_ && held_count_ > 0) outer_->give_back();
}

// NOLINTNEXTLINE(readability-make-member-function-const): it changes what others see
void Pool::set_waiting(bool waiting) {
  set_lock(descriptor_, waiting ? F_RDLCK : F_UNLCK, waiting_byte);
}

bool Pool::others_wait() const {
  struct flock lock = lock_of_byte(F_WRLCK, waiting_byte);
  return fcntl(descriptor_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace linuxbake::jobs
