// SPDX-License-Identifier: MIT
// kinds.h - the parts of generate.h, between its sources.
#pragma once

#include <vector>

#include "init/generate.h"

namespace linuxbake::init {

// /etc/hostname, issue, passwd, group, profile: for every kind that has a shell.
[[nodiscard]] std::vector<File> system_files(const Description& description);

[[nodiscard]] std::vector<File> busybox_files(const Description& description);
[[nodiscard]] std::vector<File> script_files(const Description& description);

[[nodiscard]] std::vector<File> switch_root_files(const Description& description);

// "init.h", which minimal-init.c includes.
[[nodiscard]] std::vector<File> minimal_files(const Description& description);

}  // namespace linuxbake::init
