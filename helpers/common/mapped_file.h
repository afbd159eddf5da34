// SPDX-License-Identifier: MIT
// mapped_file.h - the bytes of a file of which little is looked at.
#pragma once

#include <filesystem>
#include <string_view>

#include "common/result.h"

namespace linuxbake {

class MappedFile {
 public:
  // Errors: as read_file().
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes_;
};

}  // namespace linuxbake
