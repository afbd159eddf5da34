// SPDX-License-Identifier: MIT
#include "boot/programs.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

namespace linuxbake::boot {

bool is_executable(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  return find_program(name, path == nullptr ? "/usr/bin:/bin" : path);
}

std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const std::string& path) {
  if (name.find('/') != std::string::npos) {
    if (is_executable(name)) return name;
    return std::nullopt;
  }
  std::istringstream directories(path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    const std::filesystem::path candidate =
        std::filesystem::path(directory.empty() ? "." : directory) / name;
    if (is_executable(candidate)) return candidate;
  }
  return std::nullopt;
}

std::string how_to_install_qemu(const std::string& arch) {
  if (arch == "aarch64") {
    return "apt install qemu-system-arm; dnf install qemu-system-aarch64; "
           "pacman -S qemu-system-aarch64; apk add qemu-system-aarch64; zypper install qemu-arm";
  }
  if (arch == "riscv64") {
    return "apt install qemu-system-misc; dnf install qemu-system-riscv; "
           "pacman -S qemu-system-riscv; apk add qemu-system-riscv64; zypper install qemu-extra";
  }
  return "apt install qemu-system-x86; dnf install qemu-system-x86; pacman -S qemu-system-x86; "
         "apk add qemu-system-x86_64; zypper install qemu-x86";
}

std::string how_to_install_uefi(const std::string& arch) {
  if (arch == "aarch64") {
    return "apt install qemu-efi-aarch64; dnf install edk2-aarch64; pacman -S edk2-aarch64; "
           "apk add aavmf; zypper install qemu-uefi-aarch64";
  }
  return "apt install ovmf; dnf install edk2-ovmf; pacman -S edk2-ovmf; apk add ovmf; "
         "zypper install qemu-ovmf-x86_64";
}

}  // namespace linuxbake::boot
