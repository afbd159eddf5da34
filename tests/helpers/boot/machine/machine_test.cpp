// SPDX-License-Identifier: MIT
#include "boot/machine/machine.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

std::string line(const Machine& machine, Connection connection = Connection::terminal) {
  return shell_line(qemu_command(machine, connection));
}

TEST(Machine, StartsAKernelDirectly) {
  Machine machine;
  machine.kernel = "/k";
  machine.initramfs = "/i";
  machine.cmdline = "console=ttyS0 quiet";
  EXPECT_EQ(line(machine),
            "qemu-system-x86_64 -nodefaults -no-user-config -machine pc,accel=tcg -cpu "
            "qemu64,-cx16 -m 256 -smp 1 "
            "-no-reboot -device pvpanic -kernel /k -initrd /i -append 'console=ttyS0 quiet' "
            "-vga std -display none -serial mon:stdio");
}

TEST(Machine, PutsAnImageInAsWhatItIs) {
  Machine machine;
  machine.image = "/a,b.iso";
  EXPECT_NE(line(machine).find(
                "-drive if=ide,id=medium,media=cdrom,format=raw,readonly=on,file=/a,,b.iso "
                "-boot order=d"),
            std::string::npos);
  machine.medium = "disk";
  EXPECT_NE(line(machine).find("-drive if=ide,format=raw,snapshot=on,file=/a,,b.iso -boot order=c"),
            std::string::npos);
  machine.medium = "floppy";
  EXPECT_NE(line(machine).find(
                "-drive if=floppy,id=medium,format=raw,snapshot=on,file=/a,,b.iso -boot order=a"),
            std::string::npos);
}

TEST(Machine, DisksAreBootedFromAfterTheMedium) {
  Machine machine;
  machine.image = "/i";
  machine.disks = {"/a,b", "/c"};
  EXPECT_NE(line(machine).find("file=/i -boot order=dc -drive if=ide,format=raw,file=/a,,b "
                               "-drive if=ide,format=raw,file=/c "),
            std::string::npos);
}

TEST(Machine, ForwardsBringACardAndANetwork) {
  Machine machine;
  machine.image = "/i";
  EXPECT_EQ(line(machine).find("netdev"), std::string::npos);
  machine.forwards = {{22, 4711}, {80, 4712}};
  EXPECT_NE(line(machine).find("-netdev user,id=net,ipv6=off,restrict=on,"
                               "hostfwd=tcp:127.0.0.1:4711-:22,hostfwd=tcp:127.0.0.1:4712-:80 "
                               "-device e1000,netdev=net,romfile= "),
            std::string::npos);
}

TEST(Machine, ServersBringANetworkToo) {
  Machine machine;
  machine.image = "/i";
  machine.servers = {{80, {"httpd", "-h", "/a b,c"}}};
  const std::vector<std::string> words = qemu_command(machine, Connection::runner);
  const std::string network =
      "user,id=net,ipv6=off,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:httpd -h '/a b,,c'";
  EXPECT_EQ(std::count(words.begin(), words.end(), network), 1) << line(machine);
}

TEST(Machine, UefiTakesItsOwnVariables) {
  Machine machine;
  machine.image = "/i";
  machine.uefi = UefiFirmware{"/code", "/vars"};
  EXPECT_NE(line(machine).find("-machine q35,accel=tcg"), std::string::npos);
  EXPECT_NE(line(machine).find("-drive if=pflash,format=raw,unit=0,readonly=on,file=/code "
                               "-drive if=pflash,format=raw,unit=1,file=/vars"),
            std::string::npos);
}

TEST(Machine, TheRunnerHasTheSerialLineAndTheMonitor) {
  Machine machine;
  machine.kernel = "/k";
  EXPECT_NE(line(machine, Connection::runner)
                .find("-chardev stdio,id=line,signal=off -serial chardev:line "
                      "-chardev socket,id=qmp,fd=3 -mon chardev=qmp,mode=control"),
            std::string::npos);
}

TEST(Machine, TheRunnerCanShareTheMemory) {
  Machine machine;
  machine.kernel = "/k";
  machine.memory = 64;
  machine.shared_memory = true;
  EXPECT_NE(line(machine, Connection::runner)
                .find("-object memory-backend-file,id=memory,size=64M,mem-path=/proc/self/fd/4,"
                      "share=on -machine memory-backend=memory"),
            std::string::npos);
  EXPECT_EQ(line(machine).find("memory-backend"), std::string::npos) << "not by hand";
}

TEST(Machine, AWindowHasADisplay) {
  Machine machine;
  machine.kernel = "/k";
  EXPECT_EQ(line(machine, Connection::window).find("-display"), std::string::npos);
}

TEST(Machine, FurtherArgumentsComeLast) {
  Machine machine;
  machine.kernel = "/k";
  machine.more = {"-device", "x y"};
  EXPECT_TRUE(line(machine).ends_with(" -device 'x y'"));
}

TEST(Machine, ArmHasAnotherBoard) {
  Machine machine;
  machine.arch = "aarch64";
  machine.kernel = "/k";
  EXPECT_EQ(line(machine),
            "qemu-system-aarch64 -nodefaults -no-user-config -machine virt,accel=tcg "
            "-cpu cortex-a57 -m 256 -smp 1 -no-reboot -kernel /k -display none -serial mon:stdio");
}

}  // namespace
}  // namespace linuxbake::boot
