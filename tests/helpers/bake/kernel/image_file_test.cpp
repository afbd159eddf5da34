// SPDX-License-Identifier: MIT
#include "bake/kernel/image_file.h"

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace linuxbake::bake::kernel {
namespace {

// A bzImage whose version begins at byte `at`.
std::string bz_image(const std::string& version, std::size_t at = 0x400) {
  std::string bytes(0x1000, '\0');
  bytes.replace(0x1fe, 2, "\x55\xaa");
  bytes.replace(0x202, 4, "HdrS");
  bytes[0x20e] = static_cast<char>((at - 0x200) & 0xff);
  bytes[0x20f] = static_cast<char>((at - 0x200) >> 8);
  bytes.replace(at, version.size(), version);
  return bytes;
}

TEST(KernelImage, IsKnownByItsMagic) {
  EXPECT_EQ(format_of_image(bz_image("")), "bzImage");
  EXPECT_EQ(format_of_image(std::string(56, '\0') + "ARMd"), "Image");
  EXPECT_EQ(format_of_image(std::string(56, '\0') + "RSC\x05"), "Image");
  EXPECT_EQ(format_of_image(std::string("\x7f") + "ELF"), "");
  EXPECT_EQ(format_of_image(bz_image("").substr(0, 0x204)), "");
  EXPECT_EQ(format_of_image(""), "");
}

TEST(KernelImage, SaysItsVersion) {
  EXPECT_EQ(version_of_image(bz_image("6.18.45-x (someone@host) #1")), "6.18.45-x");
  EXPECT_EQ(version_of_image(bz_image("6.1", 0x9f0)), "6.1");
  EXPECT_EQ(version_of_image(bz_image("6.1").substr(0, 0x401)), "");
  EXPECT_EQ(version_of_image(bz_image(std::string(100, '6'))), "") << "it has no end";
  EXPECT_EQ(version_of_image(std::string(56, '\0') + "ARMd"), "");
}

TEST(KernelImage, MayBeShort) {
  const TemporaryDirectory directory;
  EXPECT_EQ(first_bytes_of_image(directory.write("kernel", "short")), "short");
  EXPECT_EQ(first_bytes_of_image(directory.path / "none"), "");
}

}  // namespace
}  // namespace linuxbake::bake::kernel
