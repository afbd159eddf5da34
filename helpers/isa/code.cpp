// SPDX-License-Identifier: MIT
#include "isa/code.h"

#include <elf.h>

#include "common/elf.h"

namespace linuxbake::isa {

Result<std::vector<Code>> code_of(std::string_view elf) {
  const auto kind = elf_kind(elf);
  if (!kind) return tl::unexpected(kind.error());
  if (kind->bits != 32 || kind->machine != EM_386) return fail("is not for x86 with 32 bits");
  const auto sections = elf_sections(elf);
  if (!sections) return tl::unexpected(sections.error());
  std::vector<Code> result;
  for (const ElfSection& section : *sections) {
    if ((section.flags & SHF_EXECINSTR) == 0) continue;
    const std::string name(section.name);
    if (!section.bytes) return fail("is damaged: section " + name + " goes beyond its end");
    if (!section.bytes->empty()) result.push_back({name, section.address, *section.bytes});
  }
  return result;
}

}  // namespace linuxbake::isa
