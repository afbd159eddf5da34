// SPDX-License-Identifier: MIT
// The headings of configurations, as the projects' own tools write them.
#include "kconfig/origin.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace linuxbake::kconfig {
namespace {

// "project|version|arch"; "-" where the heading says nothing.
std::string said(const std::string& text) {
  const auto origin = origin_of(text);
  if (!origin) return "-";
  return fmt::format("{}|{}|{}", origin->project, origin->version, origin->arch);
}

std::string generated(const std::string& title) {
  return said("#\n# Automatically generated file; DO NOT EDIT.\n# " + title + "\n#\nCONFIG_A=y\n");
}

TEST(Origin, IsWhatTheHeadingSays) {
  EXPECT_EQ(generated("Linux/x86 6.1.0 Kernel Configuration"), "Linux|6.1.0|x86");
  EXPECT_EQ(generated("Linux/arm64 4.14.117-rt51 Kernel Configuration"),
            "Linux|4.14.117-rt51|arm64");
  EXPECT_EQ(generated("U-Boot 2023.01-rc1 Configuration"), "U-Boot|2023.01-rc1|");
  EXPECT_EQ(generated("Buildroot 2023.02-git Configuration"), "Buildroot|2023.02-git|");
  EXPECT_EQ(generated("crosstool-NG 1.25.0 Configuration"), "crosstool-NG|1.25.0|");
  EXPECT_EQ(generated("Barebox/arm 2022.03.0 Configuration"), "Barebox|2022.03.0|arm");
  EXPECT_EQ(generated("uClibc-ng 1.0.42 C Library Configuration"), "uClibc-ng|1.0.42|");
  EXPECT_EQ(generated("OpenWrt Configuration"), "OpenWrt||");
}

TEST(Origin, IsReadAsOlderToolsWriteIt) {
  const std::string begin = "#\n# Automatically generated make config: don't edit\n# ";
  EXPECT_EQ(said(begin + "Busybox version: 1.36.1\n# Tue Jan  2 03:04:05 2024\n#\n"),
            "BusyBox|1.36.1|");
  EXPECT_EQ(said(begin + "ToyBox version: KCONFIG_VERSION\n#\n"), "Toybox|KCONFIG_VERSION|");
  EXPECT_EQ(said(begin + "Linux kernel version: 2.6.32\n#\n"), "Linux|2.6.32|");
}

TEST(Origin, NeedsNoMoreThanTheTitle) {
  EXPECT_EQ(said("# Linux/arm64 6.1.0 Kernel Configuration\nCONFIG_ARM64=y\n"),
            "Linux|6.1.0|arm64");
  EXPECT_EQ(said("# Linux/arm64 6.1.0 Kernel Configuration\r\n"), "Linux|6.1.0|arm64");
  EXPECT_EQ(said("# Busybox version: 1.36.1"), "BusyBox|1.36.1|");
}

TEST(Origin, IsNotWhatPeopleWrite) {
  EXPECT_EQ(said("# Network Configuration\nCONFIG_NET=y\n"), "-");
  EXPECT_EQ(said("# needs this version: 5\n"), "-");
  EXPECT_EQ(said("# version: 5\n"), "-");
  EXPECT_EQ(said("CONFIG_A=y\n# U-Boot 2023.01 Configuration\n"), "-");
  EXPECT_EQ(said(""), "-");
}

}  // namespace
}  // namespace linuxbake::kconfig
