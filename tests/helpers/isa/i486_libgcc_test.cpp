// SPDX-License-Identifier: MIT
//
// helpers/guest/i486-libgcc.c is C for a processor with 32 bits; names and types let it be
// compiled here, and its DIVL is the one of this processor.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>

namespace ours {
#if defined(__x86_64__) || defined(__i386__)
#include "../../../helpers/guest/i486-libgcc.c"
#define HAS_DIVL
#endif
}  // namespace ours

#ifdef HAS_DIVL
namespace {

// Half of the numbers small, so that both ways of dividing are taken.
std::uint64_t number() {
  const auto value = *rc::gen::arbitrary<std::uint64_t>();
  return value >> *rc::gen::inRange(0, 64);
}

RC_GTEST_PROP(I486Libgcc, DividesUnsignedNumbers, ()) {
  const std::uint64_t dividend = number(), divisor = number();
  RC_PRE(divisor != 0);
  RC_ASSERT(ours::__udivdi3(dividend, divisor) == dividend / divisor);
  RC_ASSERT(ours::__umoddi3(dividend, divisor) == dividend % divisor);
}

RC_GTEST_PROP(I486Libgcc, DividesSignedNumbers, ()) {
  const auto dividend = static_cast<std::int64_t>(number()) * *rc::gen::element(1, -1);
  const auto divisor = static_cast<std::int64_t>(number()) * *rc::gen::element(1, -1);
  RC_PRE(divisor != 0 && !(dividend == INT64_MIN && divisor == -1));
  RC_ASSERT(ours::__divdi3(dividend, divisor) == dividend / divisor);
  RC_ASSERT(ours::__moddi3(dividend, divisor) == dividend % divisor);
}

TEST(I486Libgcc, DividesAtTheEdges) {
  const std::uint64_t edges[] = {1,          2,           0x7fffffff,     0x80000000,
                                 0xffffffff, 0x100000000, UINT64_MAX - 1, UINT64_MAX};
  for (const std::uint64_t dividend : edges)
    for (const std::uint64_t divisor : edges) {
      EXPECT_EQ(ours::__udivdi3(dividend, divisor), dividend / divisor);
      EXPECT_EQ(ours::__umoddi3(dividend, divisor), dividend % divisor);
    }
  EXPECT_EQ(ours::__divdi3(INT64_MIN, 1), INT64_MIN);
}

}  // namespace
#endif
