// SPDX-License-Identifier: MIT
#include "isa/decoder.h"

#include <gtest/gtest.h>

#include "isa/scan.h"

namespace linuxbake::isa {
namespace {

using namespace std::string_view_literals;

// The bytes as GNU as writes them, and the processor whose manual has them first.
struct Known {
  std::string_view bytes;
  const char* mnemonic;  // as Intel's manual has it
  Processor since;
};

constexpr Known known[] = {
    {"\x89\xc3"sv, "mov", Processor::i386},
    {"\xdb\xe9"sv, "fucomi", Processor::i686},
    {"\xd9\xc9"sv, "fxch", Processor::i386},
    {"\x9f"sv, "lahf", Processor::i386},
    {"\xf3\x90"sv, "pause", Processor::i386},
    {"\x0f\x0b"sv, "ud2", Processor::i386},
    {"\x0f\xc8"sv, "bswap", Processor::i486},
    {"\x0f\xb1\x03"sv, "cmpxchg", Processor::i486},
    {"\x0f\xc1\x03"sv, "xadd", Processor::i486},
    {"\x0f\xc7\x08"sv, "cmpxchg8b", Processor::i586},
    {"\x0f\x31"sv, "rdtsc", Processor::i586},
    {"\x0f\x45\xd8"sv, "cmovnz", Processor::i686},
    {"\x0f\x1f\x00"sv, "nop", Processor::i686},
    {"\xf3\x0f\x1e\xfb"sv, "endbr32", Processor::later},
    {"\x0f\xae\xf0"sv, "mfence", Processor::later},
    {"\x66\x0f\x6e\xc0"sv, "movd", Processor::later},
};

TEST(Decoder, KnowsTheFirstProcessor) {
  if (!can_decode()) GTEST_SKIP() << "built without Zydis";
  for (const Known& expected : known) {
    const Instruction instruction = decode(expected.bytes);
    EXPECT_NE(instruction.mnemonic, "") << expected.mnemonic;  // its spelling is Zydis's
    EXPECT_EQ(instruction.length, expected.bytes.size()) << expected.mnemonic;
    EXPECT_EQ(instruction.since, expected.since) << expected.mnemonic;
  }
}

TEST(Decoder, GivesNothingForWhatIsNoInstruction) {
  EXPECT_EQ(decode("\x0f\xff"sv).mnemonic, "");
  EXPECT_EQ(decode("\x0f"sv).mnemonic, "");
}

TEST(Scan, NamesWhatAProcessorLacksWithItsPlace) {
  if (!can_decode()) GTEST_SKIP() << "built without Zydis";
  const std::vector<Code> code = {{".text", 0x1000, "\x90\x0f\x31\x0f\xc8\x0f\x31"sv},
                                  {".init", 0x2000, "\x0f\x45\xd8"sv}};
  const Scan on_486 = scan(code, Processor::i486);
  EXPECT_EQ(on_486.instructions, 5U);
  ASSERT_EQ(on_486.findings.size(), 2U);
  EXPECT_EQ(on_486.findings[0].mnemonic, "rdtsc");
  EXPECT_EQ(on_486.findings[0].count, 2U);
  EXPECT_EQ(on_486.findings[0].address, 0x1001U);
  EXPECT_EQ(on_486.findings[1].section, ".init");
  EXPECT_TRUE(scan(code, Processor::i686).findings.empty());
}

}  // namespace
}  // namespace linuxbake::isa
