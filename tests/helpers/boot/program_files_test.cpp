// SPDX-License-Identifier: MIT
#include "boot/program_files.h"

#include <gtest/gtest.h>

#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

using Programs = std::vector<std::string>;

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
  const TemporaryDirectory directory;
  const std::string script = directory.write("script", "#!/no/such/program\n");
  const auto files = program_files(script, {}, {});
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().message, "its interpreter /no/such/program is not on this host");
  directory.write("script", "text");
  EXPECT_EQ(program_files(script, {}, {}).error().message,
            "is neither an ELF program nor a script");
}

}  // namespace
}  // namespace linuxbake::boot
