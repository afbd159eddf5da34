// SPDX-License-Identifier: MIT
#include "boot/machine/firmware.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

class Firmware : public testing::Test {
 protected:
  Firmware() {
    for (const char* name : {"code", "vars", "secure"}) put(name, "x");
  }

  void put(const std::string& name, std::string_view text) {
    ASSERT_TRUE(write_file_if_different(directory_ / name, text));
  }
  void describe(const std::string& name, const std::string& code, const std::string& arch,
                const std::string& features, const std::string& interface = "uefi") {
    put(name, fmt::format(R"({{"interface-types": ["{}"], "mapping": {{"device": "flash",
      "executable": {{"filename": "{}", "format": "raw"}},
      "nvram-template": {{"filename": "{}", "format": "raw"}}}},
      "targets": [{{"architecture": "{}", "machines": ["pc-q35-*"]}}], "features": [{}]}})",
                          interface, (directory_ / code).string(), (directory_ / "vars").string(),
                          arch, features));
  }

  TemporaryDirectory temporary_;
  fs::path directory_ = temporary_.path;
};

TEST_F(Firmware, TheFirstDescriptorThatSuitsIsTaken) {
  put("10-broken.json", "{");
  put("11-strange.json", R"({"interface-types": 7, "targets": "x"})");
  describe("20-bios.json", "code", "x86_64", "", "bios");
  describe("30-secure.json", "secure", "x86_64", R"("requires-smm", "secure-boot")");
  describe("31-enrolled.json", "secure", "x86_64", R"("enrolled-keys")");
  describe("32-arm.json", "secure", "aarch64", "");
  describe("33-gone.json", "nothing", "x86_64", "");
  describe("40-good.json", "code", "x86_64", R"("acpi-s3")");
  const auto found = find_uefi_firmware("x86_64", {"/no/directory", directory_});
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (UefiFirmware{directory_ / "code", directory_ / "vars"}));
}

TEST_F(Firmware, AnUnknownArchitectureHasNone) {
  EXPECT_EQ(find_uefi_firmware("vax", {directory_}), std::nullopt);
}

}  // namespace
}  // namespace linuxbake::boot
