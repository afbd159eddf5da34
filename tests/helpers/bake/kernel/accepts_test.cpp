// SPDX-License-Identifier: MIT
#include "bake/kernel/accepts.h"

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace linuxbake::bake::kernel {
namespace {

constexpr const char* initrd = "CONFIG_BLK_DEV_INITRD=y\n";

class Accepts : public testing::Test {
 protected:
  Accepts() {
    demands.kernel = "vm-kernel";
    demands.initramfs = "initramfs";
    demands.compression = "none";
    demands.xz_filter = "none";
  }
  // What is said of a kernel with these lines in its .config, whose path becomes <config>.
  std::string verdict(const std::string& lines) {
    demands.config =
        directory.write("a config", "CONFIG_X86=y\n" + lines + "# CONFIG_RD_LZ4 is not set\n");
    const Result<void> accepted = check_kernel_accepts(demands);
    std::string text = accepted ? "" : accepted.error().text();
    if (const std::size_t at = text.find(demands.config.string()); at != text.npos)
      text.replace(at, demands.config.string().size(), "<config>");
    return text;
  }

  TemporaryDirectory directory;
  Demands demands;
};

TEST_F(Accepts, WhatItCanUnpack) {
  EXPECT_EQ(verdict(initrd), "");
  for (const auto& [compression, option] : {std::pair("xz", "CONFIG_RD_XZ=y\n"),
                                            {"zstd", "CONFIG_RD_ZSTD=y\n"},
                                            {"gzip", "CONFIG_RD_GZIP=y\n"}}) {
    demands.compression = compression;
    EXPECT_EQ(verdict(std::string(initrd) + option), "") << compression;
  }
  demands.compression = "xz";
  demands.xz_filter = "x86";
  EXPECT_EQ(verdict(std::string(initrd) + "CONFIG_RD_XZ=y\nCONFIG_XZ_DEC_X86=y\n"), "");
}

TEST_F(Accepts, EverythingWhereNothingIsKnown) {
  demands.compression = "xz";
  EXPECT_TRUE(check_kernel_accepts(demands));
}

TEST_F(Accepts, NoOtherCompression) {
  demands.compression = "lz4";
  EXPECT_EQ(verdict(initrd), R"(vm-kernel:

  The kernel cannot unpack the initramfs 'initramfs' (lz4).
  Add to a fragment of its configuration:

    CONFIG_RD_LZ4=y

  or give 'initramfs' another COMPRESSION or XZ_FILTER.
  Looked at: <config>)");
}

TEST_F(Accepts, NoModuleInPlaceOfAnOption) {
  demands.compression = "xz";
  demands.xz_filter = "x86";
  EXPECT_EQ(verdict("CONFIG_RD_XZ=m\n"), R"(vm-kernel:

  The kernel cannot unpack the initramfs 'initramfs' (xz with the x86 filter).
  Add to a fragment of its configuration:

    CONFIG_BLK_DEV_INITRD=y
    CONFIG_RD_XZ=y
    CONFIG_XZ_DEC_X86=y

  or give 'initramfs' another COMPRESSION or XZ_FILTER.
  Looked at: <config>)");
}

TEST_F(Accepts, NoOptionOfWhichThisIsTheBeginning) {
  EXPECT_EQ(verdict("CONFIG_BLK_DEV_INITRD_NOT=y\n"), R"(vm-kernel:

  The kernel cannot unpack the initramfs 'initramfs' (not compressed).
  Add to a fragment of its configuration:

    CONFIG_BLK_DEV_INITRD=y

  or give 'initramfs' another COMPRESSION or XZ_FILTER.
  Looked at: <config>)");
}

TEST_F(Accepts, UefiOnlyWithAStub) {
  demands.is_started_by_uefi = true;
  EXPECT_EQ(verdict(std::string(initrd) + "CONFIG_EFI_STUB=y\n"), "");
  EXPECT_EQ(verdict(initrd), R"(vm-kernel:

  UEFI cannot start this kernel: it has no EFI stub.
  Add to a fragment of its configuration:

    CONFIG_EFI=y
    CONFIG_EFI_STUB=y

  Looked at: <config>)");
}

TEST_F(Accepts, ARootOnlyWithItsFileSystems) {
  demands.root = "vm-root";
  demands.root_compression = "gzip";
  const std::string others =
      "CONFIG_ISO9660_FS=y\nCONFIG_BLK_DEV_LOOP=y\nCONFIG_SQUASHFS=y\nCONFIG_OVERLAY_FS=y\n"
      "CONFIG_TMPFS=y\n";
  EXPECT_EQ(verdict(initrd + others + "CONFIG_SQUASHFS_ZLIB=y\nCONFIG_TMPFS_XATTR=y\n"), "");
  EXPECT_EQ(verdict(initrd + others), R"(vm-kernel:

  The kernel cannot mount 'vm-root' as its root (gzip).
  Add to a fragment of its configuration:

    CONFIG_SQUASHFS_ZLIB=y
    CONFIG_TMPFS_XATTR=y

  They have to be built in, not modules.
  Looked at: <config>)");
}

TEST_F(Accepts, NoConfigurationThatIsNotThere) {
  demands.config = directory.path / "none";
  const Result<void> accepted = check_kernel_accepts(demands);
  ASSERT_FALSE(accepted);
  EXPECT_EQ(accepted.error().text(),
            "vm-kernel:\n\n  Its configuration is missing: " + demands.config.string());
}

}  // namespace
}  // namespace linuxbake::bake::kernel
