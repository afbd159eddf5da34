// SPDX-License-Identifier: MIT
#include "common/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace linuxbake {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  const auto refused = [&](const char* what, int error) {
    if (file >= 0) ::close(file);
    return fail(std::string(what) + std::strerror(error), path.string());
  };
  if (file < 0) return refused("cannot be opened: ", errno);
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return refused("cannot be read: ", errno);
  if (!S_ISREG(facts.st_mode)) return refused("cannot be read: ", EISDIR);
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* bytes = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bytes == MAP_FAILED) return refused("cannot be read: ", errno);
  ::close(file);
  return MappedFile(std::string_view(static_cast<const char*>(bytes), size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, std::string_view())) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace linuxbake
