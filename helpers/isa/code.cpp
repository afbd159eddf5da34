// SPDX-License-Identifier: MIT
#include "isa/code.h"

#include <elf.h>

#include <cstring>
#include <optional>

namespace linuxbake::isa {
namespace {

std::optional<std::string_view> bytes_at(std::string_view file, std::uint64_t at,
                                         std::uint64_t size) {
  if (at > file.size() || size > file.size() - at) return std::nullopt;
  return file.substr(at, size);
}

template <typename Structure>
std::optional<Structure> structure_at(std::string_view file, std::uint64_t at) {
  const auto bytes = bytes_at(file, at, sizeof(Structure));
  if (!bytes) return std::nullopt;
  Structure structure;
  std::memcpy(&structure, bytes->data(), sizeof(Structure));
  return structure;
}

std::optional<Elf32_Shdr> section_at(std::string_view file, const Elf32_Ehdr& header,
                                     std::uint64_t index) {
  return structure_at<Elf32_Shdr>(file, header.e_shoff + index * sizeof(Elf32_Shdr));
}

std::string name_at(std::string_view names, std::uint64_t at) {
  if (at >= names.size()) return {};
  const std::string_view rest = names.substr(at);
  return std::string(rest.substr(0, rest.find('\0')));
}

}  // namespace

bool is_elf(std::string_view file) {
  return file.starts_with(std::string_view(ELFMAG, SELFMAG));
}

Result<std::vector<Code>> code_of(std::string_view elf) {
  const auto header = structure_at<Elf32_Ehdr>(elf, 0);
  if (!header || !is_elf(elf)) return fail("not an ELF file");
  if (header->e_ident[EI_CLASS] != ELFCLASS32 || header->e_machine != EM_386)
    return fail("not for x86 with 32 bits");
  const auto names_header = section_at(elf, *header, header->e_shstrndx);
  if (header->e_shnum == 0 || !names_header)
    return fail("has no section table: code and data look alike");
  const auto names = bytes_at(elf, names_header->sh_offset, names_header->sh_size);
  if (!names) return fail("is damaged: the names of its sections are behind its end");
  std::vector<Code> result;
  for (std::uint64_t index = 0; index < header->e_shnum; ++index) {
    const auto section = section_at(elf, *header, index);
    if (!section) return fail("is damaged: its section table goes beyond its end");
    if ((section->sh_flags & SHF_EXECINSTR) == 0 || section->sh_type == SHT_NOBITS) continue;
    const auto bytes = bytes_at(elf, section->sh_offset, section->sh_size);
    const std::string name = name_at(*names, section->sh_name);
    if (!bytes) return fail("is damaged: section " + name + " goes beyond its end");
    result.push_back({name, section->sh_addr, *bytes});
  }
  return result;
}

}  // namespace linuxbake::isa
