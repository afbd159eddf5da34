// SPDX-License-Identifier: MIT
// code.h - the machine code in an ELF file (System V ABI, "Sections"; elf(5)).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::isa {

struct Code {
  std::string section;
  std::uint64_t address = 0;
  std::string_view bytes;  // of the file that it was read from
};

// The sections of instructions (SHF_EXECINSTR) of a program for x86 with 32 bits.
// Errors: not such a program; damaged; no section table, without which code and data look alike.
[[nodiscard]] Result<std::vector<Code>> code_of(std::string_view elf);

}  // namespace linuxbake::isa
