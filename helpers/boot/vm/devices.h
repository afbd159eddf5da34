// SPDX-License-Identifier: MIT
// devices.h - the network and the shared directories of a VM test, on both sides.
//
// The network is QEMU's own (user mode): the guest has 10.0.2.15, the gateway is 10.0.2.2, which is
// also this host, and the name server 10.0.2.3. An isolated one ends at the gateway. Directories
// are shared by 9P. Both are virtio devices on PCI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "boot/machine/machine.h"
#include "boot/vm/kernel_options.h"

namespace linuxbake::boot {

struct Devices {
  std::string network;              // isolated, open; empty: none
  std::vector<std::string> shares;  // directories of this host, at the same paths
};

// Gives them to the machine.
void add_devices(const Devices& devices, Machine& machine);

// What the kernel needs for them.
[[nodiscard]] std::vector<Requirement> device_requirements(const Devices& devices);

// What the machine makes use of where the kernel has it as a module.
[[nodiscard]] std::vector<std::string> device_wishes(const Devices& devices);

// For vm-init: pairs of strings, the tag of a share and its path.
[[nodiscard]] std::vector<std::string> share_strings(const Devices& devices);

}  // namespace linuxbake::boot
