// SPDX-License-Identifier: MIT
// kvm.h - whether KVM can be trusted on this host.
//
// /dev/kvm may open, create a machine and still hang every kernel (nested virtualisation done in
// software). So KVM is used only after a trial has booted the same kernel with it. What a trial
// found is kept under a key made of all that it depends on, until the host is booted again.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "boot/machine/machine.h"

namespace linuxbake::boot {

// What rules KVM out without a trial; empty if nothing does.
[[nodiscard]] std::string kvm_obstacle(const Machine& machine);

// "host's boot, QEMU, kernel or image": identity by path, size and time of change.
[[nodiscard]] std::string kvm_trial_key(const Machine& machine);

// What an earlier trial found; nothing if there was none.
[[nodiscard]] std::optional<bool> kvm_known(const std::filesystem::path& directory,
                                            const std::string& key);

// Asks `trial` unless a file in `directory` knows the answer. Concurrent callers wait for the
// first.
[[nodiscard]] bool kvm_works(const std::filesystem::path& directory, const std::string& key,
                             const std::function<bool()>& trial);

}  // namespace linuxbake::boot
