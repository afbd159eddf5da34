// SPDX-License-Identifier: MIT
#include "boot/emulator.h"

#include <gtest/gtest.h>

#include "common/files.h"

namespace linuxbake::boot {
namespace {

using Texts = std::vector<std::string>;

TEST(Emulator, WhatNamesThingsOfThisHostStaysHere) {
  const char* const environment[] = {"A=b",     "PATH=/x", "LD_PRELOAD=y",
                                     "PATHS=z", "HOME=/h", nullptr};
  EXPECT_EQ(portable_environment(environment), (Texts{"A=b", "PATHS=z"}));
}

TEST(Emulator, FilesAmongTheArgumentsAreTaken) {
  const std::filesystem::path directory = testing::TempDir() + "linuxbake emulator";
  std::filesystem::create_directories(directory);
  const std::string file = (directory / "a").string();
  ASSERT_TRUE(write_file_if_different(file, ""));
  EXPECT_EQ(
      files_among({"a", "b", "", "--data=a", "-x=../linuxbake emulator/a", ".", file}, directory),
      (Texts{file, file, file, file}));
  std::filesystem::remove_all(directory);
}

TEST(Emulator, TheProgramStartsAsItWouldHere) {
  VmProgram program;
  program.command = {"./p", "x"};
  program.environment = {"A=machine"};
  const char* const environment[] = {"A=here", nullptr};
  emulate(program, "/w", environment);
  EXPECT_EQ(program.command, (Texts{"/w/p", "x"}));
  EXPECT_EQ(program.directory, "/w");
  EXPECT_EQ(program.environment, (Texts{"A=here", "A=machine"}));
}

}  // namespace
}  // namespace linuxbake::boot
