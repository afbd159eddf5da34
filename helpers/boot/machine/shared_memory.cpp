// SPDX-License-Identifier: MIT
#include "boot/machine/shared_memory.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace linuxbake::boot {

Result<SharedMemory> SharedMemory::make(std::size_t size) {
  // A signal would end this process.
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < size) {
    return fail(
        fmt::format("no file for the machine's memory, {} MB: files are limited to {} MB "
                    "here (ulimit -f)",
                    size >> 20U, limit.rlim_cur >> 20U));
  }
  Descriptor file(::memfd_create("linuxbake-memory", MFD_CLOEXEC));
  if (!file.open() || ::ftruncate(file.get(), static_cast<off_t>(size)) != 0) {
    return fail(fmt::format("no file for the machine's memory: {}", std::strerror(errno)));
  }
  void* begin =
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file.get(), 0);
  if (begin == MAP_FAILED) {
    return fail(fmt::format("the machine's memory cannot be mapped: {}", std::strerror(errno)));
  }
  return SharedMemory(std::move(file), static_cast<std::byte*>(begin), size);
}

SharedMemory::SharedMemory(Descriptor file, std::byte* begin, std::size_t size)
    : file_(std::move(file)), begin_(begin), size_(size) {}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : file_(std::move(other.file_)),
      begin_(std::exchange(other.begin_, nullptr)),
      size_(other.size_) {}

SharedMemory::~SharedMemory() {
  if (begin_ != nullptr) ::munmap(begin_, size_);
}

void SharedMemory::for_each_extent(
    const std::function<void(std::byte*, std::size_t)>& visit) const {
  const auto size = static_cast<off_t>(size_);
  for (off_t at = 0; at < size;) {
    const off_t begin = ::lseek(file_.get(), at, SEEK_DATA);
    if (begin < 0) return;  // ENXIO: nothing but a hole is left
    const off_t end = ::lseek(file_.get(), begin, SEEK_HOLE);
    if (end <= begin) return;
    visit(begin_ + begin, static_cast<std::size_t>(end - begin));
    at = end;
  }
}

void SharedMemory::for_each_page(const std::function<void(std::byte*)>& visit) const {
  for_each_extent([&visit](std::byte* begin, std::size_t size) {
    for (std::size_t at = 0; at + page_size <= size; at += page_size) visit(begin + at);
  });
}

void SharedMemory::for_each_part(const std::function<void(std::string_view)>& visit) const {
  for_each_extent([&visit](const std::byte* begin, std::size_t size) {
    visit({reinterpret_cast<const char*>(begin), size});
  });
}

}  // namespace linuxbake::boot
