// SPDX-License-Identifier: MIT
// boot_chart.h - where the time of a boot went, from power-on to the shell.
//
// What is known comes from the directory of a run of `linuxbake-boot run --timeline`: report.json
// (boot/run/report.h) and timeline.json (boot/run/timeline.h). The phases are those that can be seen from
// outside: the firmware, until it goes on to the boot loader; the loader and the unpacking of the
// kernel, until the kernel's first message; the kernel, until it starts init; init, until the
// prompt.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::report {

struct Phase {
  std::string name;
  double begin = 0, end = 0;
};

// The time between two lines of the serial line; `text` is the one after which it was waited.
struct Wait {
  std::string text;
  double begin = 0, end = 0;
};

struct BootChart {
  std::string title;  // "tiny.iso (cdrom, bios)"
  std::string unit;   // "s", or "million instructions"
  std::vector<Phase> phases;
  std::vector<Wait> waits;  // the longest ones, in the order in which they were
};

enum class Measure { seconds, instructions };

// Errors: a file is missing or damaged; the boot did not come to a shell; nothing was counted.
[[nodiscard]] Result<BootChart> read_boot(const std::filesystem::path& directory, Measure measure);

// How many instructions a boot with `--icount` took, from power-on to the shell. Errors: as above.
[[nodiscard]] Result<std::uint64_t> counted_instructions(const std::filesystem::path& directory);

// Lines for a terminal.
[[nodiscard]] std::string boot_chart_text(const std::vector<BootChart>& charts);

// A picture (SVG 1.1) without scripts, links and fonts of its own.
[[nodiscard]] std::string boot_chart_svg(const std::vector<BootChart>& charts);

}  // namespace linuxbake::report
