// SPDX-License-Identifier: MIT
// file_lock.h - several processes, one does the work.
//
// The lock is one of the whole file, of the open file description (F_OFD_SETLK, fcntl(2)): it
// excludes CMake's file(LOCK), and a second lock in the same process. The kernel releases it with
// the process that holds it, also where that is killed.
//
// The file stays, or who holds the lock removes it. That makes a second file of the same name
// possible, which another process can lock: so a lock counts only if its file still has its name.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "common/descriptor.h"
#include "common/result.h"

namespace linuxbake {

class FileLock {
 public:
  // Makes the file where it is missing, and locks nothing yet. Errors: the file cannot be made.
  [[nodiscard]] static Result<FileLock> open(const std::filesystem::path& file);

  // Whether it is ours now, as long as this lives; false as long as another one has it. Errors: the
  // file system has no locks, or the file was removed and cannot be made again.
  [[nodiscard]] Result<bool> try_lock();

 private:
  FileLock(std::filesystem::path file, Descriptor descriptor)
      : file_(std::move(file)), descriptor_(std::move(descriptor)) {}
  [[nodiscard]] bool still_has_its_name() const;

  std::filesystem::path file_;
  Descriptor descriptor_;
};

// A lock that is ours; nothing if another one has it, or if the file can neither be made nor
// locked.
[[nodiscard]] std::optional<FileLock> try_lock_file(const std::filesystem::path& file);

}  // namespace linuxbake
