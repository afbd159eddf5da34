// SPDX-License-Identifier: MIT
// process.h - what an image says of how it is run (image-spec: config.md, "Properties").
#pragma once

#include <string>
#include <vector>

#include "common/json.h"
#include "oci/users.h"

namespace linuxbake::oci {

struct Process {
  std::vector<std::string> entrypoint, command;
  std::vector<std::string> environment;  // as written; mostly NAME=value
  std::string user;                      // empty: root
  std::string directory;                 // absolute
};

// `run` is "config" of the image's configuration. What is of another type counts as absent; docker
// writes null for none.
[[nodiscard]] Process process_of(const Json& run);

// Whether a word of it has a NUL in it, which no program can be given.
[[nodiscard]] bool has_nul(const Process& process);

// With HOME, if there is none.
[[nodiscard]] std::vector<std::string> with_home(std::vector<std::string> environment,
                                                 const User& user);

}  // namespace linuxbake::oci
