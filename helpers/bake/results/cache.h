// SPDX-License-Identifier: MIT
// cache.h - where finished builds are kept.
#pragma once

#include <filesystem>

namespace linuxbake::bake {

struct Cache {
  std::filesystem::path directory;  // the one that all builds of a user share
  std::filesystem::path remotes;    // the JSON of the servers that have more (remote/settings.h);
                                    // empty: there are none
};

}  // namespace linuxbake::bake
