// SPDX-License-Identifier: MIT
#include "deb/md5.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace linuxbake::deb {
namespace {

constexpr std::size_t md5_block_size = 64;

using Md5State = std::array<std::uint32_t, 4>;

// The integer part of 2^32 times the sine of 1, 2, 3 …
const std::array<std::uint32_t, 64>& md5_constants() {
  static const auto constants = [] {
    std::array<std::uint32_t, 64> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<std::uint32_t>(
          std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    }
    return values;
  }();
  return constants;
}

constexpr std::array<std::array<int, 4>, 4> md5_shifts = {
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

std::uint32_t md5_word(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

void add_md5_block(Md5State& state, std::string_view block) {
  std::array<std::uint32_t, 16> words{};
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = md5_word(block.substr(4 * i));
  auto [a, b, c, d] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::size_t round = i / 16;
    const std::array<std::uint32_t, 4> mixed = {(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d,
                                                c ^ (b | ~d)};
    const std::array<std::size_t, 4> chosen = {i, 5 * i + 1, 3 * i + 5, 7 * i};
    const std::uint32_t sum = a + mixed[round] + md5_constants()[i] + words[chosen[round] % 16];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, md5_shifts[round][i % 4]);
  }
  const Md5State added = {a, b, c, d};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

// What follows the last whole block: the rest, a one bit, zeros, the length in bits.
std::string last_md5_blocks(std::string_view rest, std::size_t length) {
  std::string bytes(rest);
  bytes += '\x80';
  while (bytes.size() % md5_block_size != md5_block_size - 8) bytes += '\0';
  const std::uint64_t bits = static_cast<std::uint64_t>(length) * 8;
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(bits >> shift & 0xff);
  return bytes;
}

}  // namespace

std::string md5(std::string_view bytes) {
  Md5State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  const std::size_t whole = bytes.size() / md5_block_size * md5_block_size;
  for (std::size_t at = 0; at < whole; at += md5_block_size)
    add_md5_block(state, bytes.substr(at, md5_block_size));
  const std::string last = last_md5_blocks(bytes.substr(whole), bytes.size());
  for (std::size_t at = 0; at < last.size(); at += md5_block_size)
    add_md5_block(state, std::string_view(last).substr(at, md5_block_size));
  std::string digits;
  for (const std::uint32_t word : state) {
    for (int shift = 0; shift < 32; shift += 8)
      digits += fmt::format("{:02x}", word >> shift & 0xff);
  }
  return digits;
}

}  // namespace linuxbake::deb
