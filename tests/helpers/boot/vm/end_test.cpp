// SPDX-License-Identifier: MIT
#include "boot/vm/end.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

TEST(Vm, TheEndIsReadFromTheConsole) {
  EXPECT_EQ(vm_end("linuxbake-vm: start\nlinuxbake-vm: exit 3\nlinuxbake-vm: done\n"),
            (VmEnd{VmEnd::Kind::exited, 3}));
  EXPECT_EQ(vm_end("linuxbake-vm: signal 11\n"), (VmEnd{VmEnd::Kind::killed, 11}));
  EXPECT_EQ(vm_end("linuxbake-vm: start\n"), std::nullopt);
}

TEST(Vm, TheOutcomeSpeaksOfTheProgram) {
  const Outcome pass{Verdict::pass, ""};
  EXPECT_EQ(vm_outcome(pass, "linuxbake-vm: exit 0\n"), pass);
  EXPECT_EQ(vm_outcome(pass, "linuxbake-vm: exit 3\n"),
            (Outcome{Verdict::fail, "the program exited with 3"}));
  EXPECT_EQ(vm_outcome(pass, "linuxbake-vm: signal 11\n").reason,
            "the program was killed by signal 11 (Segmentation fault)");
  EXPECT_EQ(vm_outcome(pass, "[ 1.0] Out of memory: Killed process 7 (a)\nlinuxbake-vm: signal 9\n")
                .reason,
            "the program was killed by signal 9 (Killed); the machine ran out of memory, MEMORY "
            "gives it more");
  // The child that could not start the program exits, too.
  EXPECT_EQ(vm_outcome(pass, "linuxbake-vm: cannot start 2\nlinuxbake-vm: exit 127\n").reason,
            "the program cannot be started in the machine: No such file or directory");
  EXPECT_EQ(vm_outcome(pass, "/lib/modules/tun.ko\nlinuxbake-vm: cannot load 8\n").reason,
            "the machine's kernel does not load a module: Exec format error");
  EXPECT_EQ(vm_outcome(pass, "eth0\nlinuxbake-vm: cannot connect 19\n").reason,
            "the machine's kernel has no network card: No such device; a driver for NETWORK may be "
            "missing (VIRTIO_PCI, VIRTIO_NET)");
  EXPECT_EQ(
      vm_outcome(pass, "/x\nlinuxbake-vm: cannot share 19\n").reason,
      "the machine's kernel does not mount the directories of SHARE: No such device; a driver "
      "may be missing (VIRTIO_PCI, 9P_FS, NET_9P_VIRTIO)");
  EXPECT_EQ(vm_outcome(pass, "").verdict, Verdict::infra);
  EXPECT_EQ(vm_outcome({Verdict::hang, "x"}, "linuxbake-vm: start\n").reason,
            "the program did not end in time");
  EXPECT_EQ(vm_outcome({Verdict::hang, "x"}, "").reason,
            "the machine did not come as far as starting the program");
  EXPECT_EQ(vm_outcome({Verdict::panic, "x"}, "").verdict, Verdict::panic);
}

TEST(Vm, WhatCannotBeUnpackedIsNamed) {
  const Outcome pass{Verdict::pass, ""};
  EXPECT_EQ(vm_outcome(pass, "x\r\nb/large\r\nlinuxbake-vm: cannot unpack 28\r\n"),
            (Outcome{Verdict::fail,
                     "b/large cannot be made in the guest: No space left on device; the program, "
                     "what it needs and FILES have to fit into half of the guest's memory, MEMORY "
                     "gives it more"}));
  EXPECT_EQ(vm_outcome(pass, "a\nlinuxbake-vm: cannot unpack 20\n").reason,
            "a cannot be made in the guest: Not a directory");
}

TEST(Vm, WhoHoldsTheOutputIsNamed) {
  const Outcome hang{Verdict::hang, "x"};
  const std::string start = "linuxbake-vm: start\n";
  const std::string held =
      "the program has ended, but processes that it has left behind held its output until the end "
      "of the time";
  EXPECT_EQ(vm_outcome(hang, start + "linuxbake-vm: waits\n").reason, held);
  const std::string list =
      "linuxbake-vm: waits\r\nlinuxbake-vm: still 7 a b\r\nlinuxbake-vm: still 8 c\r\n";
  EXPECT_EQ(vm_outcome(hang, start + list).reason, held + ": a b (7), c (8)");
  EXPECT_EQ(vm_outcome(hang, start + list + "linuxbake-vm: waits\r\n").reason,
            held + ": a b (7), c (8)");
}

TEST(Vm, WhatDoesNotComeBackIsNamed) {
  const Outcome hang{Verdict::hang, "x"};
  EXPECT_EQ(vm_outcome(hang, "linuxbake-vm: start\n", "/a/b").reason,
            "the program has ended, but COLLECT did not come to the end of /a/b in time");
}

}  // namespace
}  // namespace linuxbake::boot
