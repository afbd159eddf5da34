// SPDX-License-Identifier: MIT
// lock.h - several processes, one does the work.
//
// The lock is one of fcntl(2) on the whole file, as CMake's file(LOCK) has it: the kernel releases
// it with the process that holds it, also where that is killed. The files stay.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include "bake/console.h"
#include "common/result.h"

namespace linuxbake::bake {

class Lock {
 public:
  Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Lock& operator=(Lock&&) = delete;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  friend Result<Lock> lock_or_wait(const std::filesystem::path& file, std::string_view what,
                                   Console& console);
  int descriptor_;
};

// Waits as long as another process holds it, and says so: `what` is what that one does, "fetches
// it". Errors: the file cannot be made.
[[nodiscard]] Result<Lock> lock_or_wait(const std::filesystem::path& file, std::string_view what,
                                        Console& console);

}  // namespace linuxbake::bake
