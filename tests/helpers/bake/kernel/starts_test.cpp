// SPDX-License-Identifier: MIT
// By linuxbake-cpio itself, which is asked.
#include "bake/kernel/starts.h"

#include <gtest/gtest.h>

#include <sstream>

#include "bake/host/command.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::kernel {
namespace {

class Starts : public testing::Test {
 protected:
  Starts() {
    const std::string manifest = directory.write("manifest", "dir /etc 0755 0 0\n");
    demands = {CPIO_PROGRAM,
               "initramfs",
               "x86_64",
               directory.path / "archive",
               directory.write("config", "CONFIG_INITRAMFS_SOURCE=\"\"\n"),
               {"quiet rdinit=/my"}};
    const CommandEnd packed = run_aside(
        {{CPIO_PROGRAM, "pack", "--manifest", manifest, "--output", demands.archive}, {}, {}});
    EXPECT_TRUE(packed.success) << packed.output;
  }
  // What is said as an error, or as a warning.
  std::string error() {
    const Result<void> started = check_kernel_starts_init(demands, console);
    return started ? "" : started.error().text();
  }
  std::string warning() const { return errors.str(); }

  TemporaryDirectory directory;
  InitDemands demands;
  std::ostringstream output, errors;
  Console console{"vm", output, errors};
};

TEST_F(Starts, NoProgramThatIsNotThere) {
  EXPECT_EQ(error(),
            "initramfs:\n\n  rdinit=/my: there is no /my in the initramfs; the kernel would "
            "go on to another init.\n"
            "  Mend the root file system of 'initramfs', or CMDLINE.\n"
            "  Looked at: " +
                demands.archive.string());
  EXPECT_EQ(warning(), "");
}

TEST_F(Starts, PerhapsOneOfAnInitramfsOfItsOwn) {
  directory.write("config", "CONFIG_INITRAMFS_SOURCE=\"root\"\n");
  EXPECT_EQ(error(), "");
  EXPECT_NE(warning().find("there is no /my in the initramfs"), std::string::npos) << warning();
}

TEST_F(Starts, PerhapsOneOfAKernelOfWhichNothingIsKnown) {
  demands.config.clear();
  EXPECT_EQ(error(), "");
  EXPECT_NE(warning(), "");
}

TEST_F(Starts, WhatNobodyAsksFor) {
  demands.command_lines.clear();
  demands.cpio.clear();
  EXPECT_EQ(error() + warning(), "");
}

}  // namespace
}  // namespace linuxbake::bake::kernel
