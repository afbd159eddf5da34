// SPDX-License-Identifier: MIT
#include "boot/vm/devices.h"

#include <gtest/gtest.h>

#include "common/shell_words.h"

namespace linuxbake::boot {
namespace {

using Words = std::vector<std::string>;

std::string line(const Devices& devices) {
  Machine machine;
  machine.kernel = "/k";
  add_devices(devices, machine);
  return shell_line(qemu_command(machine, Connection::terminal));
}

TEST(Devices, NoneWithoutNeed) {
  EXPECT_EQ(line({}).find("virtio"), std::string::npos);
  EXPECT_EQ(line({}).find("netdev"), std::string::npos);
  EXPECT_TRUE(device_requirements({}).empty());
}

TEST(Devices, TheNetworkIsIsolatedUnlessItIsOpen) {
  EXPECT_NE(line({"isolated", {}})
                .find(" -netdev user,id=net,ipv6=off,restrict=on "
                      "-device virtio-net-pci,netdev=net,romfile= "),
            std::string::npos);
  EXPECT_NE(line({"open", {}}).find(" -netdev user,id=net,ipv6=off,restrict=off "),
            std::string::npos);
}

TEST(Devices, SharesAreReadOnlyAndHaveTags) {
  const Devices devices{"", {"/a", "/b,c"}};
  EXPECT_TRUE(
      line(devices).ends_with(" -fsdev local,id=share0,security_model=none,readonly=on,path=/a "
                              "-device virtio-9p-pci,fsdev=share0,mount_tag=share0 "
                              "-fsdev local,id=share1,security_model=none,readonly=on,path=/b,,c "
                              "-device virtio-9p-pci,fsdev=share1,mount_tag=share1"));
  EXPECT_EQ(share_strings(devices), (Words{"share0", "/a", "share1", "/b,c"}));
}

}  // namespace
}  // namespace linuxbake::boot
