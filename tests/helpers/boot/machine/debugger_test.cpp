// SPDX-License-Identifier: MIT
#include "boot/machine/debugger.h"

#include <gtest/gtest.h>

#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

TEST(Debugger, TheMachineWaitsAtASocketWithoutAPath) {
  Machine machine;
  machine.kernel = "/k";
  machine.cmdline = "quiet";
  machine.accelerator = "kvm";
  wait_for_debugger(machine, {"/vmlinux", 0, "/work"});
  EXPECT_EQ(machine.cmdline, "quiet nokaslr");
  EXPECT_EQ(machine.accelerator, "tcg");
  EXPECT_EQ(shell_line(machine.more),
            "-S -chardev socket,id=gdb,path=gdb.socket,server=on,wait=off -gdb chardev:gdb");
}

TEST(Debugger, APortIsTheLoopbacks) {
  Machine machine;
  machine.kernel = "k";
  wait_for_debugger(machine, {"/vmlinux", 1234, "/work"});
  EXPECT_EQ(machine.cmdline, "nokaslr");
  EXPECT_EQ(machine.kernel, std::filesystem::absolute("k"));  // QEMU starts in another directory
  EXPECT_EQ(shell_line(machine.more),
            "-S -chardev socket,id=gdb,host=127.0.0.1,port=1234,server=on,wait=off -gdb "
            "chardev:gdb");
}

TEST(Debugger, CommandsOfGdb) {
  EXPECT_EQ(gdb_commands({"/tree \"x\"/vmlinux", 0, "/a b/é"}),
            "# Written by linuxbake-boot for the machine that waits.\n"
            "add-auto-load-safe-path /tree \"x\"\n"
            "file \"/tree \\\"x\\\"/vmlinux\"\n"
            "cd /a b/é\n"
            "target remote gdb.socket\n"
            "hbreak start_kernel\n"
            "continue\n");
  const std::string text = gdb_commands({"/vmlinux", 1234, "/work"});
  EXPECT_NE(text.find("\ntarget remote 127.0.0.1:1234\n"), std::string::npos);
  EXPECT_EQ(text.find("\ncd "), std::string::npos);
}

}  // namespace
}  // namespace linuxbake::boot
