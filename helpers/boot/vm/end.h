// SPDX-License-Identifier: MIT
// end.h - how the program of a VM test ended, from what the init has said on the console.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boot/guest/verdict.h"

namespace linuxbake::boot {

struct VmEnd {
  enum class Kind : std::uint8_t {
    exited,
    killed,
    not_started,
    no_module,
    no_network,
    no_share,
    not_unpacked
  } kind;
  int number;  // exit code, signal, errno
  friend bool operator==(const VmEnd&, const VmEnd&) = default;
};
[[nodiscard]] std::optional<VmEnd> vm_end(std::string_view console);

// PASS for exit code 0, else FAIL and what happened; in words of the program instead of the script.
// `collecting`: the file that was coming back at the end; empty if there was none.
[[nodiscard]] Outcome vm_outcome(const Outcome& outcome, std::string_view console,
                                 const std::string& collecting = {});

}  // namespace linuxbake::boot
