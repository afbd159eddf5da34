// SPDX-License-Identifier: MIT
// scan.h - the instructions of a program that a processor does not have.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "isa/code.h"
#include "isa/decoder.h"

namespace linuxbake::isa {

struct Finding {
  std::string mnemonic;     // empty for bytes that are no instruction
  std::uint64_t count = 0;  // of the same
  std::string section;      // of the first one
  std::uint64_t address = 0;
};

struct Scan {
  std::uint64_t instructions = 0;
  std::vector<Finding> findings;  // in the order in which they first appear
};

// One instruction after the other, as a disassembler does: what compilers write has no data in it.
[[nodiscard]] Scan scan(const std::vector<Code>& code, Processor processor);

}  // namespace linuxbake::isa
