// SPDX-License-Identifier: MIT
#include "boot/machine/timestamp_counter.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <thread>

#include "common/files.h"

#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>
#endif

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

#if defined(__x86_64__) || defined(__i386__)

struct Moment {
  std::uint64_t ticks = 0;
  Clock::time_point time;
};

// Of several readings the one that was least interrupted: where the counter moved least around it.
Moment read_both_clocks() {
  Moment best;
  std::uint64_t least = UINT64_MAX;
  for (int i = 0; i < 20; ++i) {
    const std::uint64_t before = __rdtsc();
    const Clock::time_point time = Clock::now();
    const std::uint64_t took = __rdtsc() - before;
    if (took >= least) continue;
    least = took;
    best = {before + took / 2, time};
  }
  return best;
}

#endif

std::string boot_of_the_host() {
  std::string text = read_file("/proc/sys/kernel/random/boot_id").value_or("");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

std::optional<unsigned> measure_timestamp_counter() {
#if defined(__x86_64__) || defined(__i386__)
  const Moment begin = read_both_clocks();
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const Moment end = read_both_clocks();
  const double milliseconds =
      std::chrono::duration<double, std::milli>(end.time - begin.time).count();
  return static_cast<unsigned>(
      std::lround(static_cast<double>(end.ticks - begin.ticks) / milliseconds));
#else
  return std::nullopt;
#endif
}

std::string remembered_text(const RememberedCounter& counter) {
  return fmt::format("{} {} kHz\n", counter.host_boot, counter.khz);
}

std::optional<RememberedCounter> read_remembered(const std::string& text) {
  std::istringstream words(text);
  RememberedCounter counter;
  std::string unit;
  if (!(words >> counter.host_boot >> counter.khz >> unit) || unit != "kHz" || counter.khz == 0) {
    return std::nullopt;
  }
  return counter;
}

unsigned steady_khz(std::optional<unsigned> remembered, unsigned measured) {
  if (!remembered) return measured;
  const unsigned difference =
      *remembered > measured ? *remembered - measured : measured - *remembered;
  return difference <= measured / 1000 ? *remembered : measured;
}

std::optional<unsigned> timestamp_counter(const fs::path& directory) {
  const fs::path file = directory / "timestamp-counter";
  const std::optional<RememberedCounter> remembered = read_remembered(read_file(file).value_or(""));
  const std::string host_boot = boot_of_the_host();
  if (remembered && !host_boot.empty() && remembered->host_boot == host_boot) {
    return remembered->khz;
  }
  const std::optional<unsigned> measured = measure_timestamp_counter();
  if (!measured) return std::nullopt;
  const std::optional<unsigned> old = remembered ? std::optional(remembered->khz) : std::nullopt;
  const RememberedCounter now{host_boot, steady_khz(old, *measured)};
  if (!host_boot.empty()) {
    [[maybe_unused]] const auto written = write_file_if_different(file, remembered_text(now));
  }
  return now.khz;
}

}  // namespace linuxbake::boot
