// SPDX-License-Identifier: MIT
// program.h - a program of this host that is to run in a machine, and what goes with it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "boot/packing/library_search.h"
#include "boot/vm/devices.h"
#include "boot/vm/kernel_options.h"
#include "boot/vm/standard_input.h"

namespace linuxbake::boot {

struct VmProgram {
  std::vector<std::string> command;      // the program's path on the host, and its arguments
  std::vector<std::string> environment;  // NAME=VALUE
  std::vector<std::string> files;        // further ones, and directories; at the same paths
  std::string library_directories;       // of what is found in no other way: A:B
  std::string directory;                 // where it runs; is made
  std::vector<std::string> collect;      // files of the machine that come back to the host,
  std::filesystem::path collected;       // below this directory
  std::filesystem::path init;            // vm-init, compiled
  std::string config;                    // the kernel's .config; empty: unknown
  std::vector<Requirement> requirements;
  std::string module_directory;      // the kernel's lib/modules/<release>; empty: it has none
  std::vector<std::string> modules;  // that are to be loaded, besides those that are needed
  Devices devices;
  LibraryPlaces places;            // of a cross compiler's libraries
  StandardInput* input = nullptr;  // nullptr: none
};

}  // namespace linuxbake::boot
