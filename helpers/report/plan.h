// SPDX-License-Identifier: MIT
// plan.h - what a report is about: the targets behind some images, as CMake knows them.
//
// detail/ReportPlan.cmake writes it:
//
//   { "name": "tiny",
//     "images": [{"target", "file", "format", "arch", "cmdline", "record", "kernel", "initramfs"}],
//     "kernels": [{"target", "file", "sizes", "config"}],
//     "initramfs": [{"target", "file", "compression"}],
//     "packages": [{"target", "kind", "record"}],
//     "boots": [directory or file], "run": "tiny-run", "build": "build/tiny" }
//
// "kernel" and "initramfs" of an image are names of targets. What a target does not know is "".
#pragma once

#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::report {

struct PlannedImage {
  std::string target, file, format, arch, cmdline, record, kernel, initramfs;
};

struct PlannedKernel {
  std::string target, file, sizes, config;
};

struct PlannedInitramfs {
  std::string target, file, compression;
};

struct PlannedPackage {
  std::string target, kind, record;
};

struct Plan {
  std::string name, run, build;
  std::vector<PlannedImage> images;
  std::vector<PlannedKernel> kernels;
  std::vector<PlannedInitramfs> initramfs;
  std::vector<PlannedPackage> packages;
  std::vector<std::string> boots;
};

// Errors: no JSON, a member that is missing or of another type.
[[nodiscard]] Result<Plan> parse_plan(const std::string& text, const std::string& file);

}  // namespace linuxbake::report
