// SPDX-License-Identifier: MIT
#include "launch/command.h"

#include <gtest/gtest.h>

namespace linuxbake::launch {
namespace {

using Words = std::vector<std::string>;

TEST(Command, FileStandsBesideTheLauncher) {
  EXPECT_EQ(command_file("/a b/run-é"), "/a b/run-é.command");
}

TEST(Command, LinesAreWords) {
  EXPECT_EQ(parse_command("/bin/a b\n--text=\"x\"; y\n\n$z\n", "f").value(),
            (Words{"/bin/a b", "--text=\"x\"; y", "", "$z"}));
  EXPECT_EQ(parse_command("/bin/a\nlast", "f").value(), (Words{"/bin/a", "last"}));
}

TEST(Command, NeedsAProgram) {
  EXPECT_EQ(parse_command("", "f").error(), (Error{"names no program", "f", 1}));
  EXPECT_EQ(parse_command("\n--option\n", "f").error(), (Error{"names no program", "f", 1}));
}

}  // namespace
}  // namespace linuxbake::launch
