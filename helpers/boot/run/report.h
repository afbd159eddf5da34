// SPDX-License-Identifier: MIT
// report.h - the JSON report of one boot, and the table of many.
//
//   { "linuxbake_boot": 1, "name": "tiny.iso", "verdict": "PASS", "reason": "", "cause": "",
//     "seconds": 1.9, "waited_seconds": 0.1, "shell_seconds": 1.4, "instructions": null,
//     "machine": "iso as cdrom, bios", "accelerator": "tcg",
//     "command": ["qemu-system-x86_64", …], "command_line": "…",
//     "log": "serial.log", "screen": "", "last_lines": "…" }
//
// Times are wall-clock seconds since QEMU was started; shell_seconds is null where no shell was
// asked for, waited_seconds are those in which the host had no processor for the machine
// (starvation.h): time-outs do not count them, as long as they are not more than three times the
// time-out. Paths are relative to the report's directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boot/guest/verdict.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Report {
  std::string name;
  Outcome outcome{Verdict::infra, ""};
  std::string cause;  // the likely cause, where the verdict is not PASS
  double seconds = 0, waited_seconds = 0;
  std::optional<double> shell_seconds;
  std::optional<std::uint64_t> instructions;  // executed up to the shell, or the last expected text
  std::string machine;                        // "kernel and initramfs", "cdrom, uefi" …
  std::string accelerator;
  std::vector<std::string> command;
  std::string log;
  std::string screen;
  std::string last_lines;
  bool emulation_failed = false;  // emulation_fault.h; not in the file
};

[[nodiscard]] std::string report_json(const Report& report);
[[nodiscard]] Result<Report> parse_report(std::string_view text, const std::string& file);

// All reports of the files and directories (which are searched for report.json), by name.
[[nodiscard]] Result<std::vector<Report>> read_reports(
    const std::vector<std::filesystem::path>& places);

// One line a boot, and a line with the sum: "5 of 6 boots passed".
[[nodiscard]] std::string report_table(const std::vector<Report>& reports);

// Each line four blanks further to the right, and ended.
[[nodiscard]] std::string indented(std::string_view text);

// What a failed test prints: verdict, reason, cause, last lines, where the log is, the command
// line.
[[nodiscard]] std::string report_text(const Report& report, const std::filesystem::path& directory);

}  // namespace linuxbake::boot
