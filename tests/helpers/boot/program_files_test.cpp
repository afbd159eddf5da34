// SPDX-License-Identifier: MIT
#include "boot/program_files.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "common/files.h"

namespace linuxbake::boot {
namespace {

using Programs = std::vector<std::string>;

TEST(ProgramFiles, AProgramNamesItsInterpreter) {
  const auto file = read_file("/proc/self/exe");
  ASSERT_TRUE(file);
  const auto interpreter = elf_interpreter(*file);
  ASSERT_TRUE(interpreter && *interpreter);
  EXPECT_TRUE(std::filesystem::exists(**interpreter));
}

TEST(ProgramFiles, WhatIsNoProgramIsAnError) {
  EXPECT_FALSE(elf_interpreter(""));
  EXPECT_FALSE(elf_interpreter("#!/bin/sh\n" + std::string(100, ' ')));
  EXPECT_FALSE(
      elf_interpreter("\x7f"
                      "ELF"));
}

RC_GTEST_PROP(ProgramFiles, ADamagedProgramDoesNoHarm, ()) {
  static const std::string file = read_file("/proc/self/exe").value_or("").substr(0, 4096);
  std::string damaged = file.substr(0, *rc::gen::inRange<std::size_t>(0, file.size()));
  if (damaged.size() > 5) damaged[*rc::gen::inRange<std::size_t>(4, damaged.size())] = '\xff';
  const auto interpreter = elf_interpreter(damaged);
  RC_ASSERT(interpreter || !interpreter.error().message.empty());
}

TEST(ProgramFiles, TheFirstLineOfAScriptNamesPrograms) {
  EXPECT_EQ(script_programs("#!/bin/sh\necho"), Programs{"/bin/sh"});
  EXPECT_EQ(script_programs("#! /bin/sh -e\r\n"), Programs{"/bin/sh"});
  EXPECT_EQ(script_programs("#!/bin/awk -f"), Programs{"/bin/awk"});
  EXPECT_EQ(script_programs("#!/usr/bin/env python3\n"), (Programs{"/usr/bin/env", "python3"}));
  EXPECT_EQ(script_programs("#!/usr/bin/env -S A=b perl -w\n"), (Programs{"/usr/bin/env", "perl"}));
  EXPECT_EQ(script_programs("#!\n"), Programs{});
  EXPECT_EQ(script_programs("echo"), Programs{});
}

TEST(ProgramFiles, AScriptWithoutItsInterpreterIsAnError) {
  const std::string script = testing::TempDir() + "linuxbake-script";
  ASSERT_TRUE(write_file_if_different(script, "#!/no/such/program\n"));
  const auto files = program_files(script, {}, {});
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().message, "its interpreter /no/such/program is not on this host");
  ASSERT_TRUE(write_file_if_different(script, "text"));
  EXPECT_EQ(program_files(script, {}, {}).error().message,
            "is neither an ELF program nor a script");
}

}  // namespace
}  // namespace linuxbake::boot
