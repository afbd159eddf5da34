// SPDX-License-Identifier: MIT
#include "boot/machine/instructions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace linuxbake::boot {
namespace {

std::string number(std::uint64_t value, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> shift));
  }
  return bytes;
}

const std::string header = number(0xe0200c, 4) + number(0, 8);

std::string executed(std::uint32_t count) {
  return std::string(1, '\0') + number(count, 4);
}
std::string clock_read() {
  return "\x1c" + number(1, 8);
}
std::string byte_sent() {
  return "\x16" + number(1, 4) + number(0, 4);
}

TEST(Instructions, AreSummedUntilTheByteIsSent) {
  const std::string record = header + clock_read() + "\x25" + executed(1000) + byte_sent() +
                             "\x01" + executed(234) + byte_sent() + executed(1) + byte_sent();
  EXPECT_EQ(instructions_until(record, 1), 1000U);
  EXPECT_EQ(instructions_until(record, 2), 1234U);
  EXPECT_EQ(instructions_until(record, 4), std::nullopt);
}

TEST(Instructions, AreThoseOfEachOfSeveralBytes) {
  const std::string record = header + executed(1000) + byte_sent() + executed(234) + byte_sent();
  using Counts = std::vector<std::optional<std::uint64_t>>;
  EXPECT_EQ(instructions_until(record, {2, 1, 3, 2}), (Counts{1234, 1000, std::nullopt, 1234}));
  EXPECT_EQ(instructions_until(record, std::vector<std::size_t>{}), Counts{});
}

TEST(Instructions, NothingIsSaidOfWhatIsNotKnown) {
  EXPECT_EQ(instructions_until("", 1), std::nullopt);
  EXPECT_EQ(instructions_until(number(0xe0200d, 4) + number(0, 8) + byte_sent(), 1), std::nullopt);
  EXPECT_EQ(instructions_until(header + "\x7f" + byte_sent(), 1), std::nullopt);
  EXPECT_EQ(instructions_until(header + executed(5).substr(0, 3), 1), std::nullopt);
}

RC_GTEST_PROP(Instructions, NoRecordBreaksTheReader, (const std::string& events)) {
  const auto count = instructions_until(header + events, 2);
  RC_ASSERT(!count || events.size() > 8);
}

}  // namespace
}  // namespace linuxbake::boot
