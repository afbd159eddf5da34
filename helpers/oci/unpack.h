// SPDX-License-Identifier: MIT
// unpack.h - an image as lines of a manifest for linuxbake-cpio, with a directory of what is in its
// files: owners, modes and hard links are declared there, so that nobody has to be root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"
#include "oci/source.h"

namespace linuxbake::oci {

struct Unpacking {
  std::filesystem::path output;   // gets contents/, image.json and run
  std::string destination = "/";  // in the root file system
  std::string run_file;           // there, too; empty: none
};

struct UnpackedImage {
  std::string manifest;
  std::vector<std::string> dropped;  // what it could not keep, for a warning
};

// Errors name the layer and the entry. Where the destination is "/", the image's lines give way to
// all others (`underlay`), and its configuration is in /etc/oci: image.json, as it is, and run, a
// script that starts what a container would. `run_file` says the same for a runtime
// (process_lines.h).
[[nodiscard]] Result<UnpackedImage> unpack_image(const FoundImage& image, const Unpacking& how);

}  // namespace linuxbake::oci
