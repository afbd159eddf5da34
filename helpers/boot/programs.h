// SPDX-License-Identifier: MIT
// programs.h - finding programs in PATH, and naming the package of one that is not there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace linuxbake::boot {

// The path of an executable: `name` itself if it holds a slash, else from PATH.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);

// "install qemu-system-x86 (Debian, Ubuntu: apt install qemu-system-x86; …)"
[[nodiscard]] std::string how_to_install_qemu(const std::string& arch);
[[nodiscard]] std::string how_to_install_uefi(const std::string& arch);

}  // namespace linuxbake::boot
