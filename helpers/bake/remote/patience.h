// SPDX-License-Identifier: MIT
// patience.h - a server that has failed three times in a row is left alone for ten minutes, by all
// targets of a build: a file in locks/ of the cache has a byte for each time.
#pragma once

#include <filesystem>
#include <string>

namespace linuxbake::bake::remote {

class Patience {
 public:
  // `purpose`: "take" or "give"; who cannot be written may well be read.
  Patience(const std::filesystem::path& cache, const std::string& address,
           const std::string& purpose);

  [[nodiscard]] bool is_over() const;
  // Whether it is over now.
  [[nodiscard]] bool note_fault() const;
  void note_success() const;

 private:
  [[nodiscard]] bool has_passed() const;

  std::filesystem::path file_;
};

}  // namespace linuxbake::bake::remote
