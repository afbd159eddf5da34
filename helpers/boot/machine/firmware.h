// SPDX-License-Identifier: MIT
// firmware.h - finds the UEFI firmware of this host for a machine of QEMU.
//
// First by the descriptors that distributions install for this (QEMU's docs/interop/firmware.json),
// then at the places where they are known to put it. Firmware that insists on Secure Boot or on
// enrolled keys is passed over.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace linuxbake::boot {

struct UefiFirmware {
  std::filesystem::path code;
  std::filesystem::path variables;  // the template; a machine gets a copy of its own

  friend bool operator==(const UefiFirmware&, const UefiFirmware&) = default;
};

[[nodiscard]] std::optional<UefiFirmware> find_uefi_firmware(
    const std::string& arch, const std::vector<std::filesystem::path>& descriptor_directories);

// /etc/qemu/firmware and /usr/share/qemu/firmware.
[[nodiscard]] std::vector<std::filesystem::path> system_descriptor_directories();

}  // namespace linuxbake::boot
