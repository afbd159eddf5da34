// SPDX-License-Identifier: MIT
#include "boot/vm/standard_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace linuxbake::boot {
namespace {

bool is_null_device(const struct stat& facts) {
  return S_ISCHR(facts.st_mode) && ::major(facts.st_rdev) == 1 && ::minor(facts.st_rdev) == 3;
}

// A process in the background that reads from its terminal is stopped.
bool may_be_read(int descriptor) {
  if (::isatty(descriptor) != 0 && ::tcgetpgrp(descriptor) != ::getpgrp()) return false;
  pollfd wait{descriptor, POLLIN, 0};
  return ::poll(&wait, 1, 0) > 0;
}

}  // namespace

StandardInput::StandardInput(int descriptor) : descriptor_(descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  struct stat facts {};
  if (flags < 0 || ::fstat(descriptor, &facts) != 0) {
    kind_ = Kind::closed;
    const int null = ::open("/dev/null", O_RDONLY);
    if (null >= 0 && null != descriptor) {
      ::dup2(null, descriptor);
      ::close(null);
    }
  } else if ((flags & O_ACCMODE) == O_WRONLY) {
    kind_ = Kind::unreadable;
  } else if (is_null_device(facts)) {
    kind_ = Kind::null;
  }
  is_file_ = kind_ == Kind::stream && S_ISREG(facts.st_mode);
  if (is_file_) begin_ = at_ = ::lseek(descriptor, 0, SEEK_CUR);
}

Result<std::size_t> StandardInput::read(char* to, std::size_t size) {
  if (kind_ != Kind::stream || ended_ || (!is_file_ && !may_be_read(descriptor_))) return 0;
  const ssize_t count =
      is_file_ ? ::pread(descriptor_, to, size, at_) : ::read(descriptor_, to, size);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (count < 0) return fail(fmt::format("the standard input: {}", std::strerror(errno)));
  ended_ = count == 0;
  at_ += count;
  return static_cast<std::size_t>(count);
}

void StandardInput::set_used(std::uint64_t bytes) const {
  if (is_file_) ::lseek(descriptor_, begin_ + static_cast<std::int64_t>(bytes), SEEK_SET);
}

}  // namespace linuxbake::boot
