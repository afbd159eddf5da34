// SPDX-License-Identifier: MIT
// workplace.h - a directory of its own that nobody else uses, and that is gone in the end.
#pragma once

#include <filesystem>

namespace linuxbake::bake::remote {

class Workplace {
 public:
  // Its name is "<beside>.<12 letters>.part".
  explicit Workplace(const std::filesystem::path& beside);
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace linuxbake::bake::remote
