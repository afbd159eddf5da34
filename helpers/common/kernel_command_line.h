// SPDX-License-Identifier: MIT
// kernel_command_line.h - the parameters on a Linux kernel's command line, as the kernel takes them
// apart (lib/cmdline.c, next_arg(); kernel/params.c, parse_args()): double quotes around a word or
// a value keep its blanks and are dropped, and what follows the word "--" is for the init.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake {

struct KernelParameter {
  std::string name;
  std::optional<std::string> value;  // behind the first "="
};

[[nodiscard]] std::vector<KernelParameter> kernel_parameters(std::string_view command_line);

// The program that a command line asks for by rdinit=, instead of /init: the last one counts.
// Nothing where it does not ask; empty where it asks for none.
[[nodiscard]] std::optional<std::string> requested_rdinit(std::string_view command_line);

}  // namespace linuxbake
