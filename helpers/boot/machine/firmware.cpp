// SPDX-License-Identifier: MIT
#include "boot/machine/firmware.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/json.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

bool readable(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool holds(const Json& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(),
                     [word](const Json& entry) { return entry.is_string() && entry == word; });
}

bool is_for(const Json& descriptor, const std::string& arch) {
  const Json targets = descriptor.value("targets", Json::array());
  return std::any_of(targets.begin(), targets.end(), [&arch](const Json& target) {
    return target.value("architecture", "") == arch;
  });
}

std::optional<UefiFirmware> from_descriptor(const Json& descriptor, const std::string& arch) {
  if (!holds(descriptor.value("interface-types", Json::array()), "uefi")) return std::nullopt;
  const Json features = descriptor.value("features", Json::array());
  if (holds(features, "requires-smm") || holds(features, "enrolled-keys")) return std::nullopt;
  if (!is_for(descriptor, arch)) return std::nullopt;
  const Json mapping = descriptor.value("mapping", Json::object());
  if (mapping.value("device", "") != "flash") return std::nullopt;
  const Json none = Json::object();
  const Json code = mapping.value("executable", none);
  const Json variables = mapping.value("nvram-template", none);
  if (code.value("format", "") != "raw" || variables.value("format", "") != "raw") {
    return std::nullopt;
  }
  UefiFirmware found{code.value("filename", ""), variables.value("filename", "")};
  if (!readable(found.code) || !readable(found.variables)) return std::nullopt;
  return found;
}

std::vector<fs::path> descriptors_of(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());  // their names begin with the priority
  return files;
}

std::optional<UefiFirmware> at_known_places(const std::string& arch) {
  struct Place {
    std::string_view arch, code, variables;
  };
  static constexpr std::array places = {
      Place{"x86_64", "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"},
      Place{"x86_64", "/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"},
      Place{"x86_64", "/usr/share/edk2/x64/OVMF_CODE.4m.fd", "/usr/share/edk2/x64/OVMF_VARS.4m.fd"},
      Place{"x86_64", "/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"},
      Place{"x86_64", "/usr/share/qemu/ovmf-x86_64-code.bin",
            "/usr/share/qemu/ovmf-x86_64-vars.bin"},
      Place{"aarch64", "/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"},
      Place{"aarch64", "/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw",
            "/usr/share/edk2/aarch64/vars-template-pflash.raw"},
  };
  for (const Place& place : places) {
    if (place.arch == arch && readable(place.code) && readable(place.variables)) {
      return UefiFirmware{place.code, place.variables};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> system_descriptor_directories() {
  return {"/etc/qemu/firmware", "/usr/share/qemu/firmware"};
}

std::optional<UefiFirmware> find_uefi_firmware(const std::string& arch,
                                               const std::vector<fs::path>& directories) {
  for (const fs::path& directory : directories) {
    for (const fs::path& file : descriptors_of(directory)) {
      const auto text = read_file(file);
      if (!text) continue;
      const Json descriptor = parse_json_or_discard(*text);
      if (!descriptor.is_object()) continue;
      try {
        if (auto found = from_descriptor(descriptor, arch)) return found;
      } catch (const Json::exception&) {
        continue;  // not of the form that the interface prescribes
      }
    }
  }
  return at_known_places(arch);
}

}  // namespace linuxbake::boot
