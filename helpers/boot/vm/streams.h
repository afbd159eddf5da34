// SPDX-License-Identifier: MIT
// streams.h - where what comes out of the machine of a VM test goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace linuxbake::boot {

class VmStreams {
 public:
  using Print = std::function<void(std::string_view bytes)>;
  VmStreams(Print output, Print errors, std::filesystem::path collected)
      : output_(std::move(output)), errors_(std::move(errors)), directory_(std::move(collected)) {}

  // A packet of vm-init.
  void take(std::uint32_t stream, std::string_view bytes);
  // Files that could not be collected, and why: one sentence; empty if all came.
  [[nodiscard]] std::string missing() const { return missing_; }
  // The file that came last, which may not be complete.
  [[nodiscard]] const std::string& collecting() const { return name_; }

 private:
  void begin_file(const std::string& name);
  void miss_file(std::string_view bytes);

  Print output_, errors_;
  std::filesystem::path directory_;
  std::string name_, missing_;
  std::ofstream file_;
};

}  // namespace linuxbake::boot
