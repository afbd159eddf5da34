// SPDX-License-Identifier: MIT
#include "boot/guest/panic_watch.h"

#include <algorithm>
#include <array>

namespace linuxbake::boot {
namespace {

constexpr double panic_trace = 1;  // what belongs to a panic is printed within this time
constexpr double halt_patience = 1;

constexpr std::string_view panic_words = "Kernel panic - not syncing";
constexpr std::array<std::string_view, 7> oops_words = {
    "BUG: ",         "Oops: ",         "Oops[",      "general protection fault",
    "kernel BUG at", "Internal error", "stack guard"};

}  // namespace

std::string_view without_time_stamp(std::string_view line) {
  if (!line.starts_with('[')) return line;
  const std::size_t end = line.find("] ");
  return end == std::string_view::npos ? line : line.substr(end + 2);
}

bool is_about_no_init(std::string_view line) {
  constexpr std::array<std::string_view, 3> reasons = {
      ": No working init found", ": VFS: Unable to mount root fs", ": Requested init"};
  const std::size_t at = line.find(panic_words);
  if (at == std::string_view::npos) return false;
  // Of the reason perhaps only a part has come, or nothing yet.
  const std::string_view rest = line.substr(at + panic_words.size());
  return std::any_of(reasons.begin(), reasons.end(), [rest](std::string_view reason) {
    return rest.starts_with(reason) || reason.starts_with(rest);
  });
}

void PanicWatch::take(std::string_view line, double now) {
  if (line.starts_with("reboot: System halted")) halted_at_ = now;
  if (line.starts_with("---[ end Kernel panic")) said_its_end_ = true;
  const bool oops = std::any_of(oops_words.begin(), oops_words.end(),
                                [line](std::string_view word) { return line.starts_with(word); });
  if (panic_ || (!oops && !line.starts_with(panic_words))) return;
  panic_ = line.substr(0, line.find('\n'));
  panic_at_ = now;
}

bool PanicWatch::is_complete(double now, double slowness) const {
  return said_its_end_ || now - panic_at_ >= panic_trace * slowness;
}

bool PanicWatch::has_halted(double now, double slowness) const {
  return halted_at_ >= 0 && now - halted_at_ >= halt_patience * slowness;
}

}  // namespace linuxbake::boot
