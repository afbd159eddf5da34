// SPDX-License-Identifier: MIT
// timestamp_counter.h - how fast the processor's time stamp counter (TSC) runs, which a guest
// cannot find out by itself on a busy host.
//
// QEMU hands the host's counter on to a PC. A kernel measures it against an emulated timer in the
// first milliseconds of its boot; where the host gives QEMU no processor meanwhile, it finds 75 MHz
// instead of 2,595, and its clock runs 34 times too fast for as long as the machine lives. We
// measure it with the host's own clock, and tell the kernel (tsc_early_khz=, from Linux 5.10 on).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace linuxbake::boot {

// In kHz, measured in 10 ms; nothing where the host has no such counter (it is no PC).
[[nodiscard]] std::optional<unsigned> measure_timestamp_counter();

// The same, always with the same digits, because saved machines are known by their command line
// (saved_machine.h): it is remembered in a file of `directory`, and measured anew once after each
// boot of the host. A frequency within 0.1 % of what is remembered is the same one. What goes wrong
// with the file costs another measurement.
[[nodiscard]] std::optional<unsigned> timestamp_counter(const std::filesystem::path& directory);

// What was remembered, and for which boot of the host.
struct RememberedCounter {
  std::string host_boot;
  unsigned khz = 0;
  friend bool operator==(const RememberedCounter&, const RememberedCounter&) = default;
};

// The text of the file. Reading gives nothing for a text that is none.
[[nodiscard]] std::string remembered_text(const RememberedCounter& counter);
[[nodiscard]] std::optional<RememberedCounter> read_remembered(const std::string& text);

// Of an old frequency, if there is one, and a measured one: which one goes on.
[[nodiscard]] unsigned steady_khz(std::optional<unsigned> remembered, unsigned measured);

}  // namespace linuxbake::boot
