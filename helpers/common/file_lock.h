// SPDX-License-Identifier: MIT
// file_lock.h - several processes, one does the work.
//
// The lock is one of fcntl(2) on the whole file, as CMake's file(LOCK) has it: the kernel releases
// it with the process that holds it, also where that is killed. The files stay.
#pragma once

#include <filesystem>
#include <utility>

#include "common/result.h"

namespace linuxbake {

class FileLock {
 public:
  // Makes the file where it is missing, and locks nothing yet. Errors: the file cannot be made.
  [[nodiscard]] static Result<FileLock> open(const std::filesystem::path& file);
  FileLock(FileLock&& other) noexcept
      : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  // Whether it is ours now; false as long as another process has it. Errors: the file system has no
  // locks.
  [[nodiscard]] Result<bool> try_lock();

 private:
  FileLock(std::filesystem::path file, int descriptor)
      : file_(std::move(file)), descriptor_(descriptor) {}
  std::filesystem::path file_;
  int descriptor_;
};

}  // namespace linuxbake
