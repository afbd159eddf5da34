// SPDX-License-Identifier: MIT
#include "common/elf.h"

#include <elf.h>

#include <bit>
#include <cstring>

namespace linuxbake {
namespace {

struct Layout32 {
  using Header = Elf32_Ehdr;
  using Segment = Elf32_Phdr;
  using Section = Elf32_Shdr;
};

struct Layout64 {
  using Header = Elf64_Ehdr;
  using Segment = Elf64_Phdr;
  using Section = Elf64_Shdr;
};

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

// An entry of a table that begins at `table`; a sum that does not fit leads out of every file.
template <typename Structure>
std::optional<Structure> entry_of(std::string_view file, std::uint64_t table, std::uint64_t index) {
  if (table > file.size()) return std::nullopt;
  return structure_at<Structure>(file, table + index * sizeof(Structure));
}

std::string_view until_nul(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

template <typename Layout>
Result<std::vector<ElfSection>> sections_of(std::string_view file) {
  using Section = typename Layout::Section;
  const auto header = structure_at<typename Layout::Header>(file, 0);
  if (!header) return fail("is damaged: it ends within its header");
  if (header->e_shnum == 0) return fail("has no section table");
  const auto section = [&](std::uint64_t index) {
    return entry_of<Section>(file, header->e_shoff, index);
  };
  const auto names_section = section(header->e_shstrndx);
  const auto names = names_section
                         ? bytes_at(file, names_section->sh_offset, names_section->sh_size)
                         : std::nullopt;
  if (!names) return fail("is damaged: the names of its sections are behind its end");
  std::vector<ElfSection> sections;
  for (std::uint64_t index = 0; index < header->e_shnum; ++index) {
    const auto one = section(index);
    if (!one) return fail("is damaged: its section table goes beyond its end");
    const std::string_view name =
        one->sh_name < names->size() ? until_nul(names->substr(one->sh_name)) : std::string_view();
    const auto bytes = one->sh_type == SHT_NOBITS ? std::string_view()
                                                  : bytes_at(file, one->sh_offset, one->sh_size);
    sections.push_back({name, one->sh_flags, one->sh_addr, bytes});
  }
  return sections;
}

template <typename Layout>
Result<std::optional<std::string>> interpreter_of(std::string_view file) {
  const auto header = structure_at<typename Layout::Header>(file, 0);
  if (!header) return fail("is cut off");
  for (std::uint64_t index = 0; index < header->e_phnum; ++index) {
    const auto segment = entry_of<typename Layout::Segment>(file, header->e_phoff, index);
    if (!segment) return fail("is cut off");
    if (segment->p_type != PT_INTERP) continue;
    const auto name = bytes_at(file, segment->p_offset, segment->p_filesz);
    if (!name) return fail("is cut off");
    return std::string(until_nul(*name));
  }
  return std::nullopt;
}

}  // namespace

bool is_elf(std::string_view file) {
  return file.starts_with(std::string_view(ELFMAG, SELFMAG));
}

Result<ElfKind> elf_kind(std::string_view file) {
  constexpr unsigned char ours =
      std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
  // What both layouts begin with is the same.
  const auto header = structure_at<Elf32_Ehdr>(file, 0);
  if (!is_elf(file) || !header) return fail("is not an ELF file");
  const unsigned char width = header->e_ident[EI_CLASS];
  if (width != ELFCLASS32 && width != ELFCLASS64) return fail("is not an ELF file");
  if (header->e_ident[EI_DATA] != ours) return fail("is for a machine of the other byte order");
  return ElfKind{width == ELFCLASS64 ? 64U : 32U, header->e_machine};
}

Result<std::vector<ElfSection>> elf_sections(std::string_view file) {
  return elf_kind(file).and_then([file](const ElfKind& kind) {
    return kind.bits == 64 ? sections_of<Layout64>(file) : sections_of<Layout32>(file);
  });
}

Result<std::optional<std::string>> elf_interpreter(std::string_view file) {
  return elf_kind(file).and_then([file](const ElfKind& kind) {
    return kind.bits == 64 ? interpreter_of<Layout64>(file) : interpreter_of<Layout32>(file);
  });
}

}  // namespace linuxbake
