// SPDX-License-Identifier: MIT
// kernel_options.h - what a program needs of the kernel that is to run it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

struct Requirement {
  std::string option;  // without CONFIG_
  std::string who;     // needs it, for the message
};

// "TUN:mylib,EPOLL:other": the form in which linuxbake_add_vm_test() hands them over.
[[nodiscard]] std::vector<Requirement> parse_requirements(std::string_view text);

// What a .config lacks, as lines that can be added to a fragment, each with a comment that says who
// needs it; empty if it lacks nothing. A module does only where it is loaded.
using IsLoaded = std::function<bool(const std::string& option)>;
[[nodiscard]] std::string lacking_options(std::string_view config,
                                          const std::vector<Requirement>& requirements,
                                          const IsLoaded& is_loaded = {});

}  // namespace linuxbake::boot
