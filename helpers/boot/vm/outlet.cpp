// SPDX-License-Identifier: MIT
#include "boot/vm/outlet.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace linuxbake::boot {

void Outlet::write(std::string_view bytes) {
  while (!bytes.empty() && error_ == 0) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd wait{descriptor_, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
}

}  // namespace linuxbake::boot
