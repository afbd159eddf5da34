// SPDX-License-Identifier: MIT
// size.h - what takes the space in images: boot loader, kernel by directory, initramfs by file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"
#include "report/item.h"
#include "report/plan.h"

namespace linuxbake::report {

struct ImageSize {
  std::string name;  // of the file
  std::uint64_t bytes = 0;
  std::vector<Item> parts;  // the last one is what is left: file system, alignment
};

struct KernelSize {
  std::string name;
  std::uint64_t bytes = 0;
  std::vector<Item> directories;  // unpacked; empty where it was imported
};

struct InitramfsSize {
  std::string name;
  std::string compression;
  std::uint64_t bytes = 0;
  std::uint64_t unpacked = 0;  // with headers and padding
  std::vector<Item> files;     // the last one is what is left: headers, directories, links
};

struct SizeReport {
  std::vector<ImageSize> images;
  std::vector<KernelSize> kernels;
  std::vector<InitramfsSize> initramfs;
};

// Reads everything that the plan names. Errors: a file is missing or is not what it should be.
[[nodiscard]] Result<SizeReport> measure(const Plan& plan);

// Tables with percentages and bars; lists have at most `limit` lines.
[[nodiscard]] std::string size_text(const SizeReport& report, std::size_t limit);

// Everything, ending in a newline.
[[nodiscard]] std::string size_json(const SizeReport& report);

}  // namespace linuxbake::report
