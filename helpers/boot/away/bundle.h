// SPDX-License-Identifier: MIT
// bundle.h - one executable file with all files that a test needs, for machines that share no file
// system with this one. `srun --bcast`, sbcast or scp take it there.
//
// It is a script of the shell with a tar archive behind it. Where it is started it puts each file
// where it is on this machine, unless the same or a newer one is there, and starts the first one
// with its own arguments. What belongs to the operating system is not in it: the other machine has
// the same packages.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

// Whether the packages of an operating system bring it, by its path.
[[nodiscard]] bool belongs_to_host(const std::filesystem::path& file);

// The script; the archive begins behind its last byte. `bundle` is where it was made.
[[nodiscard]] std::string bundle_script(const std::filesystem::path& bundle,
                                        const std::string& program);

// `files` are absolute, the first is the program. Errors: one cannot be read; no space; no tar.
[[nodiscard]] Result<void> write_bundle(const std::filesystem::path& bundle,
                                        const std::vector<std::string>& files);
void remove_bundle(const std::filesystem::path& bundle);

}  // namespace linuxbake::boot
