// SPDX-License-Identifier: MIT
#include "bake/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace linuxbake::bake {
namespace {

using namespace std::chrono_literals;

// 0, or the errno of the refusal.
int try_lock(int descriptor) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_SETLK, &whole) == 0 ? 0 : errno;
}

bool is_held_by_others(int problem) {
  return problem == EACCES || problem == EAGAIN;
}

}  // namespace

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);  // and with it the lock
}

Result<Lock> lock_or_wait(const std::filesystem::path& file, std::string_view what,
                          Console& console) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return fail(fmt::format("cannot be opened: {}", std::strerror(errno)), file.string());
  Lock lock(descriptor);
  int problem = try_lock(descriptor);
  if (problem == 0) return lock;
  console.say(fmt::format("waiting for another process that {}", what));
  const auto begin = std::chrono::steady_clock::now();
  auto next = 20s;
  while (is_held_by_others(problem)) {
    std::this_thread::sleep_for(100ms);
    if (std::chrono::steady_clock::now() - begin >= next) {
      console.say(fmt::format("still waiting for it, for {} seconds", next.count()));
      next += 20s;
    }
    problem = try_lock(descriptor);
  }
  if (problem == 0) return lock;
  return fail(fmt::format("cannot be locked: {}", std::strerror(problem)), file.string());
}

}  // namespace linuxbake::bake
