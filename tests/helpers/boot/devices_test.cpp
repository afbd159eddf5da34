// SPDX-License-Identifier: MIT
#include "boot/devices.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

using Words = std::vector<std::string>;

TEST(Devices, NoneWithoutNeed) {
  EXPECT_EQ(qemu_devices({}), Words{});
  EXPECT_TRUE(device_requirements({}).empty());
}

TEST(Devices, TheNetworkIsIsolatedUnlessItIsOpen) {
  EXPECT_EQ(qemu_devices({"isolated", {}}),
            (Words{"-netdev", "user,id=net,ipv6=off,restrict=on", "-device",
                   "virtio-net-pci,netdev=net,romfile="}));
  EXPECT_EQ(qemu_devices({"open", {}})[1], "user,id=net,ipv6=off,restrict=off");
}

TEST(Devices, SharesAreReadOnlyAndHaveTags) {
  EXPECT_EQ(qemu_devices({"", {"/a", "/b,c"}}),
            (Words{"-fsdev", "local,id=share0,security_model=none,readonly=on,path=/a", "-device",
                   "virtio-9p-pci,fsdev=share0,mount_tag=share0", "-fsdev",
                   "local,id=share1,security_model=none,readonly=on,path=/b,,c", "-device",
                   "virtio-9p-pci,fsdev=share1,mount_tag=share1"}));
  EXPECT_EQ(share_strings({"", {"/a", "/b,c"}}), (Words{"share0", "/a", "share1", "/b,c"}));
}

}  // namespace
}  // namespace linuxbake::boot
