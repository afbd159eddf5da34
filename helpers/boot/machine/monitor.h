// SPDX-License-Identifier: MIT
// monitor.h - QEMU's machine protocol (QMP, docs/interop/qmp-spec.txt): JSON objects, one a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/guest/machine_end.h"

namespace linuxbake::boot {

struct ToldEnd {
  MachineEnd end;
  double seconds = -1;  // of QEMU's clock; -1 if it did not say

  bool operator==(const ToldEnd&) const = default;
};

struct MonitorNews {
  std::vector<ToldEnd> ends;         // what the guest did to the machine
  std::vector<std::string> answers;  // returned values of commands, as JSON
};

class Monitor {
 public:
  // Takes bytes in any chunks; what they tell is returned.
  [[nodiscard]] MonitorNews feed(std::string_view bytes);

 private:
  std::string open_line_;
};

// Sent once, before anything else.
inline constexpr std::string_view monitor_greeting = "{\"execute\":\"qmp_capabilities\"}\n";

// Ends QEMU in good order.
inline constexpr std::string_view monitor_quit = "{\"execute\":\"quit\"}\n";

// Takes the medium out of its drive, whether the guest holds it or not.
inline constexpr std::string_view monitor_eject =
    "{\"execute\":\"eject\",\"arguments\":{\"device\":\"medium\",\"force\":true}}\n";

// Writes a part of the machine's memory to a file.
[[nodiscard]] std::string memory_command(std::size_t address, std::size_t size,
                                         const std::string& file);

}  // namespace linuxbake::boot
