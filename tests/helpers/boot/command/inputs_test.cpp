// SPDX-License-Identifier: MIT
#include "boot/command/inputs.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;

TEST(Inputs, OfABootAreItsImagesAndItsScript) {
  const TemporaryDirectory directory;
  RunOptions options;
  options.machine.machine.kernel = directory.write("kernel", "");
  options.machine.machine.initramfs = directory.write("initramfs", "");
  options.script = "/etc/passwd";  // belongs to the host
  const auto inputs = inputs_of(options);
  ASSERT_TRUE(inputs);
  EXPECT_EQ(*inputs, (std::vector<std::string>{fs::read_symlink("/proc/self/exe").string(),
                                               options.machine.machine.initramfs,
                                               options.machine.machine.kernel}));
}

TEST(Inputs, OfABootHaveToBeThere) {
  RunOptions options;
  options.machine.machine.kernel = "/no/kernel";
  options.machine.made_by = "the-kernel";
  const auto inputs = inputs_of(options);
  ASSERT_FALSE(inputs);
  EXPECT_EQ(inputs.error().text(), "/no/kernel does not exist; build target the-kernel first");
}

TEST(Inputs, OfAProgramAreWhatItNeedsAndFiles) {
  const TemporaryDirectory directory;
  VmOptions options;
  options.machine.machine.kernel = directory.write("kernel", "");
  options.machine.directory = (directory.path / "run").string();
  options.program.init = directory.write("init", "");
  const std::string program = directory.write("program", "#!/bin/sh\n");
  fs::permissions(program, fs::perms::owner_all);
  options.program.command = {program};
  directory.write("files/one", "");
  fs::create_directory(directory.path / "files/empty");
  options.program.files = {(directory.path / "files").string()};
  const auto inputs = inputs_of(options);
  ASSERT_TRUE(inputs) << inputs.error().text();
  std::vector<std::string> expected = {fs::read_symlink("/proc/self/exe").string()};
  for (const char* name : {"files", "files/empty", "files/one", "init", "kernel", "program"}) {
    expected.push_back((directory.path / name).string());
  }
  EXPECT_EQ(*inputs, expected);
  options.program.devices.shares = {"/srv"};
  EXPECT_FALSE(inputs_of(options));
}

}  // namespace
}  // namespace linuxbake::boot
