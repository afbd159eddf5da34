// SPDX-License-Identifier: MIT
// stage.h - what the install rules of a CMake project install, as a manifest of linuxbake-cpio.
//
// `cmake --install` runs for some components into a new directory, by DESTDIR. What has changed
// since the last time replaces what is in the directory that stays, and the manifest names each
// file with its mode and, as a comment, the hash of its bytes: it is another one only where
// something is different, and so the only thing that who packs it has to watch.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::deb {

struct Stage {
  std::string cmake;                    // the program
  std::filesystem::path build;          // the project's binary directory
  std::string configuration;            // empty: that of the project
  std::vector<std::string> components;  // of install()
  std::string prefix;                   // absolute, as /usr
  bool strip = false;
  std::filesystem::path directory;  // which stays; what is in it is ours
  std::filesystem::path manifest;
};

// Errors: cmake fails, a component installs nothing, a pipe, socket or device.
[[nodiscard]] Result<void> stage_components(const Stage& stage);

}  // namespace linuxbake::deb
