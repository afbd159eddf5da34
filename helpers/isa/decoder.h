// SPDX-License-Identifier: MIT
// decoder.h - instructions of x86 with 32 bits, and the processor that had each of them first.
//
// By Zydis, whose tables come from Intel's XED. Without Zydis nothing can be decoded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace linuxbake::isa {

enum class Processor : std::uint8_t { i386, i486, i586, i686, later };

struct Instruction {
  std::string mnemonic;  // empty if the bytes are no instruction
  std::size_t length = 1;
  Processor since = Processor::i386;
};

[[nodiscard]] bool can_decode();

// The instruction that `bytes` begin with. UD2, which is there to be none, counts as every
// processor's; so does PAUSE, which is a NOP to the older ones. x87 counts as the i386's: of a
// processor without coprocessor nothing is known here.
[[nodiscard]] Instruction decode(std::string_view bytes);

}  // namespace linuxbake::isa
