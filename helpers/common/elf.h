// SPDX-License-Identifier: MIT
// elf.h - reads ELF files (System V ABI; elf(5)) of 32 and of 64 bits.
//
// The files are other people's and may be damaged or cut off: nothing is read that is not in the
// bytes given. Numbers have to be in the order of the host's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake {

struct ElfKind {
  unsigned bits = 0;          // 32, 64
  std::uint16_t machine = 0;  // EM_386 …
};

struct ElfSection {
  std::string_view name;
  std::uint64_t flags = 0, address = 0;
  std::optional<std::string_view> bytes;  // of the file; nothing if they are not all in it
};

[[nodiscard]] bool is_elf(std::string_view file);

// Errors: no ELF file; numbers in the other order.
[[nodiscard]] Result<ElfKind> elf_kind(std::string_view file);

// In the order of the table; without bytes for those that take no room in the file (SHT_NOBITS).
// Errors: as above; no table; damaged.
[[nodiscard]] Result<std::vector<ElfSection>> elf_sections(std::string_view file);

// The path of the program that the file asks for to be started with (PT_INTERP), the dynamic
// loader; nothing for a static one. Errors: as above; cut off.
[[nodiscard]] Result<std::optional<std::string>> elf_interpreter(std::string_view file);

// What a dynamic loader reads of a program or library.
struct ElfDynamic {
  std::vector<std::string> needed;  // names of libraries
  std::string rpath, runpath;       // where they are, separated by colons
  std::string_view strings;         // of the file: names of symbols are among them
};

// Nothing for a file that no loader looks into. Errors: as above; cut off.
[[nodiscard]] Result<std::optional<ElfDynamic>> elf_dynamic(std::string_view file);

}  // namespace linuxbake
