// SPDX-License-Identifier: MIT
#include "boot/guest/emulation_fault.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

TEST(EmulationFault, FlagsThatNoProcessorHasAreFound) {
  // Debian's 6.12.95 on QEMU 7.2, after cmpxchg16b in kmem_cache_alloc_noprof().
  EXPECT_EQ(impossible_flags("[    0.9] RSP: 0018:ffffcec300013ab0 EFLAGS: 00010246\r\n"
                             "[    1.2] RSP: 0018:ffffd27a400134d0 EFLAGS: 1f4fbf72\r\n"),
            "EFLAGS: 1f4fbf72");
  EXPECT_EQ(impossible_flags("EFLAGS: 00000244"), "EFLAGS: 00000244") << "bit 1 is always set";
  EXPECT_EQ(impossible_flags("EFLAGS: 0000824e"), "EFLAGS: 0000824e");
}

TEST(EmulationFault, RealDeathsHaveRealFlags) {
  for (const char* flags : {"00010246", "00000002", "003f7fd7", "00050202", "00010086"}) {
    EXPECT_EQ(impossible_flags(std::string("RSP: 0018:ffffc90000013d80 EFLAGS: ") + flags + "\r\n"),
              "");
  }
  EXPECT_EQ(impossible_flags("EFLAGS: 1f4f"), "") << "the end of a log that was cut off";
  EXPECT_EQ(impossible_flags("EFLAGS: what"), "");
  EXPECT_EQ(impossible_flags(""), "");
}

}  // namespace
}  // namespace linuxbake::boot
