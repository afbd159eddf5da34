// SPDX-License-Identifier: MIT
#include "cpio/debugfs.h"

#include <gtest/gtest.h>

#include <string>

#include "support.h"

namespace linuxbake::cpio {
namespace {

std::string without_attributes(const std::string& commands) {
  return commands.substr(0, commands.find("cd /\nsif"));
}

TEST(Debugfs, MakesEachKind) {
  const TemporaryDirectory directory;
  const std::string file = directory.write("f", "hello");
  const Outcome outcome = lay_out(directory,
                                  "dir /d 0755 0 0\n"
                                  "file \"/d/a b\" f 0644 0 0\n"
                                  "link /d/c \"/d/a b\"\n"
                                  "nod /n 0600 0 0 b 7 1\n"
                                  "pipe /p 0600 0 0\n"
                                  "slink /s \"x y\" 0777 0 0\n");
  const Result<std::string> commands = debugfs_commands(outcome.layout, 0);
  ASSERT_TRUE(commands);
  EXPECT_EQ(without_attributes(*commands),
            "mkdir \"d\"\n"
            "cd \"/d\"\n"
            "write \"" +
                file +
                "\" \"a b\"\n"
                "ln \"/d/a b\" \"c\"\n"
                "cd \"/\"\n"
                "mknod \"n\" b 7 1\n"
                "mknod \"p\" p\n"
                "symlink \"s\" \"x y\"\n");
}

TEST(Debugfs, SetsOwnerModeAndTimesOfEach) {
  const TemporaryDirectory directory;
  directory.write("f", "");
  const Outcome outcome = lay_out(directory, "file /f f 4755 1000 70000\n");
  const Result<std::string> commands = debugfs_commands(outcome.layout, 5);
  ASSERT_TRUE(commands);
  for (const char* const line :
       {"sif \"/f\" mode 0104755\n", "sif \"/f\" uid 1000\n", "sif \"/f\" gid 70000\n",
        "sif \"/f\" mtime @5\n", "sif \"/f\" crtime @5\n", "sif \"/\" ctime @5\n"})
    EXPECT_NE(commands->find(line), std::string::npos) << line << *commands;
}

TEST(Debugfs, RefusesWhatItCannotSay) {
  const TemporaryDirectory directory;
  const Outcome quote = lay_out(directory, "dir \"/a\\\"b\" 0755 0 0\n");
  EXPECT_EQ(debugfs_commands(quote.layout, 0).error().message,
            "'a\"b' holds a double quote or a line break, which debugfs cannot be told");
  const Outcome socket = lay_out(directory, "sock /s 0600 0 0\n");
  EXPECT_EQ(debugfs_commands(socket.layout, 0).error().message,
            "debugfs makes no sockets; the program that listens there makes its own");
}

TEST(Debugfs, CountsBlocksAndInodes) {
  const TemporaryDirectory directory;
  directory.write("f", std::string(4097, 'x'));
  const Outcome outcome = lay_out(directory,
                                  "file /a f 0644 0 0\nlink /b /a\ndir /d 0755 0 0\n"
                                  "slink /s short 0777 0 0\n"
                                  "slink /l " +
                                      std::string(60, 'y') + " 0777 0 0\n");
  const Space space = space_for(outcome.layout, 4096);
  EXPECT_EQ(space.inodes, 4U);
  EXPECT_EQ(space.blocks, 2U + 1U + 2U);  // the file, the long link, two directories
}

}  // namespace
}  // namespace linuxbake::cpio
