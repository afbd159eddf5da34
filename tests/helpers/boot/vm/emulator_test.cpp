// SPDX-License-Identifier: MIT
#include "boot/vm/emulator.h"

#include <gtest/gtest.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

using Texts = std::vector<std::string>;

TEST(Emulator, WhatNamesThingsOfThisHostStaysHere) {
  const char* const environment[] = {"A=b",     "PATH=/x", "LD_PRELOAD=y",       "PATHS=z",
                                     "HOME=/h", "TZ=UTC",  "LD_LIBRARY_PATH=/l", nullptr};
  EXPECT_EQ(portable_environment(environment),
            (Texts{"A=b", "PATHS=z", "TZ=UTC", "LD_LIBRARY_PATH=/l"}));
}

TEST(Emulator, FilesAmongTheArgumentsAreTaken) {
  const TemporaryDirectory temporary;
  const std::filesystem::path directory = temporary.path / "linuxbake emulator";
  const std::string file = temporary.write("linuxbake emulator/a", "");
  EXPECT_EQ(
      files_among({"a", "b", "", "--data=a", "-x=../linuxbake emulator/a", ".", file}, directory),
      (Texts{file, file, file, file}));
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
