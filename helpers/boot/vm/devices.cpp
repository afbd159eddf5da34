// SPDX-License-Identifier: MIT
#include "boot/vm/devices.h"

#include <fmt/format.h>

#include <initializer_list>

#include "boot/machine/option_value.h"

namespace linuxbake::boot {
namespace {

std::string tag(std::size_t number) {
  return fmt::format("share{}", number);
}

void require(std::vector<Requirement>& requirements, const char* who,
             std::initializer_list<const char*> options) {
  for (const char* option : options) requirements.push_back({option, who});
}

}  // namespace

void add_devices(const Devices& devices, Machine& machine) {
  if (!devices.network.empty()) {
    machine.network = devices.network;
    machine.network_card = "virtio-net-pci";
  }
  for (std::size_t i = 0; i < devices.shares.size(); ++i) {
    machine.more.insert(machine.more.end(),
                        {"-fsdev",
                         fmt::format("local,id={},security_model=none,readonly=on,path={}", tag(i),
                                     option_value(devices.shares[i])),
                         "-device", fmt::format("virtio-9p-pci,fsdev={0},mount_tag={0}", tag(i))});
  }
}

std::vector<Requirement> device_requirements(const Devices& devices) {
  std::vector<Requirement> requirements;
  if (!devices.network.empty()) {
    require(requirements, "NETWORK",
            {"NET", "INET", "PCI", "VIRTIO_MENU", "VIRTIO_PCI", "NETDEVICES", "VIRTIO_NET"});
  }
  if (!devices.shares.empty()) {
    require(requirements, "SHARE",
            {"NET", "PCI", "VIRTIO_MENU", "VIRTIO_PCI", "NET_9P", "NET_9P_VIRTIO",
             "NETWORK_FILESYSTEMS", "9P_FS"});
  }
  return requirements;
}

std::vector<std::string> device_wishes(const Devices& devices) {
  if (devices.shares.empty()) return {};
  return {"OVERLAY_FS"};  // so that the directories can be written to
}

std::vector<std::string> share_strings(const Devices& devices) {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < devices.shares.size(); ++i) {
    strings.push_back(tag(i));
    strings.push_back(devices.shares[i]);
  }
  return strings;
}

}  // namespace linuxbake::boot
