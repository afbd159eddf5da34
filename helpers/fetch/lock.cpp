// SPDX-License-Identifier: MIT
#include "fetch/lock.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace linuxbake::fetch {

using namespace std::chrono_literals;

Result<FileLock> lock_or_wait(const std::filesystem::path& file, std::string_view what,
                              Console& console) {
  Result<FileLock> lock = FileLock::open(file);
  if (!lock) return lock;
  Result<bool> is_ours = lock->try_lock();
  if (is_ours && !*is_ours) console.say(fmt::format("waiting for another process that {}", what));
  const auto begin = std::chrono::steady_clock::now();
  auto next = 20s;
  while (is_ours && !*is_ours) {
    std::this_thread::sleep_for(100ms);
    if (std::chrono::steady_clock::now() - begin >= next) {
      console.say(fmt::format("still waiting for it, for {} seconds", next.count()));
      next += 20s;
    }
    is_ours = lock->try_lock();
  }
  if (!is_ours) return tl::unexpected(is_ours.error());
  return lock;
}

}  // namespace linuxbake::fetch
