// SPDX-License-Identifier: MIT
#include "boot/machine/instructions.h"

#include <algorithm>
#include <numeric>

namespace linuxbake::boot {
namespace {

constexpr std::size_t header_size = 12;
constexpr std::uint64_t known_version = 0xe0200c;

enum Event : unsigned char {
  instructions = 0x00,  // 4 bytes: how many since the last event
  interrupt = 0x01,
  exception = 0x02,
  shutdown_first = 0x0a,
  shutdown_last = 0x15,
  character_written = 0x16,  // 8 bytes: result and offset
  clock_first = 0x1c,        // 8 bytes: nanoseconds
  clock_last = 0x1d,
  checkpoint_first = 0x1e,
  checkpoint_last = 0x27,
};

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// The bytes that belong to an event; nothing for one that we do not know.
std::optional<std::size_t> size_of(unsigned char event) {
  if (event == instructions) return 4;
  if (event == character_written) return 8;
  if (event >= clock_first && event <= clock_last) return 8;
  const bool empty = event == interrupt || event == exception ||
                     (event >= shutdown_first && event <= shutdown_last) ||
                     (event >= checkpoint_first && event <= checkpoint_last);
  if (empty) return 0;
  return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> instructions_until(std::string_view record, std::size_t byte) {
  return instructions_until(record, std::vector{byte}).front();
}

std::vector<std::optional<std::uint64_t>> instructions_until(
    std::string_view record, const std::vector<std::size_t>& bytes) {
  std::vector<std::optional<std::uint64_t>> counts(bytes.size());
  if (record.size() < header_size || number(record, 0, 4) != known_version) return counts;
  std::vector<std::size_t> order(bytes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return bytes[a] < bytes[b]; });
  auto next = order.begin();
  std::uint64_t count = 0;
  std::size_t sent = 0;
  for (std::size_t at = header_size; at < record.size() && next != order.end();) {
    const auto event = static_cast<unsigned char>(record[at++]);
    const std::optional<std::size_t> size = size_of(event);
    if (!size || at + *size > record.size()) break;
    if (event == instructions) count += number(record, at, 4);
    if (event == character_written) ++sent;
    for (; next != order.end() && bytes[*next] <= sent; ++next) counts[*next] = count;
    at += *size;
  }
  return counts;
}

}  // namespace linuxbake::boot
