// SPDX-License-Identifier: MIT
// shared_memory.h - the memory of a machine, which this process reads and writes as well.
//
// QEMU takes the file (a memfd, inherited as a descriptor) for the memory of the machine. What the
// guest has never touched is a hole in it, and stays one: reading such a page would fill it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "boot/process/child.h"
#include "common/result.h"

namespace linuxbake::boot {

class SharedMemory {
 public:
  // Errors: no such file, or no room for it in the address space.
  [[nodiscard]] static Result<SharedMemory> make(std::size_t size);

  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&&) = delete;
  ~SharedMemory();

  [[nodiscard]] int descriptor() const { return file_.get(); }
  // Calls `visit` with each page that is no hole; it may write there.
  void for_each_page(const std::function<void(std::byte*)>& visit) const;
  // Calls `visit` with what lies between two holes, one after the other.
  void for_each_part(const std::function<void(std::string_view)>& visit) const;

  static constexpr std::size_t page_size = 4096;

 private:
  SharedMemory(Descriptor file, std::byte* begin, std::size_t size);
  void for_each_extent(const std::function<void(std::byte*, std::size_t)>& visit) const;

  Descriptor file_;
  std::byte* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace linuxbake::boot
