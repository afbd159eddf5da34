// SPDX-License-Identifier: MIT
// timeline.h - when each line came over the serial line, and when the firmware was done.
//
// The file timeline.json of a run:
//
//   { "linuxbake_timeline": 1, "firmware_seconds": 0.41,
//     "lines": [{ "seconds": 1.20, "instructions": null, "text": "Linux version …" }, …] }
//
// Seconds are wall-clock time since QEMU was started, instructions what the machine had executed
// (only where they were counted); both at the line's first character. firmware_seconds is when the
// firmware went on to the boot loader: SeaBIOS says so on its debug port; null where it is not
// known.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/guest/serial_text.h"
#include "common/result.h"

namespace linuxbake::boot {

struct TimelineLine {
  double seconds = 0;
  std::size_t bytes = 0;  // of the serial line that had come before it
  std::optional<std::uint64_t> instructions;
  std::string text;
};

class Timeline {
 public:
  // `firmware_log`: what comes from the firmware's debug port; looked at by tick().
  explicit Timeline(std::filesystem::path firmware_log);

  void feed(std::string_view bytes, double now);
  void tick(double now);
  // Adds the counts from QEMU's record (instructions.h).
  void count(std::string_view record);

  [[nodiscard]] const std::vector<TimelineLine>& lines() const { return lines_; }
  [[nodiscard]] std::string json() const;

 private:
  struct Open {
    bool begun = false;
    std::size_t index = 0;
  };

  void take(std::string_view text, Source source);

  std::filesystem::path firmware_log_;
  SerialText serial_;
  Open open_[2];  // by Source
  std::vector<TimelineLine> lines_;
  std::optional<double> firmware_seconds_;
  double now_ = 0;
};

}  // namespace linuxbake::boot
