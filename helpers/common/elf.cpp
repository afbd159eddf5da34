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
  using Dynamic = Elf32_Dyn;
};

struct Layout64 {
  using Header = Elf64_Ehdr;
  using Segment = Elf64_Phdr;
  using Section = Elf64_Shdr;
  using Dynamic = Elf64_Dyn;
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
using Segments = std::vector<typename Layout::Segment>;

template <typename Layout>
Result<Segments<Layout>> segments_of(std::string_view file) {
  const auto header = structure_at<typename Layout::Header>(file, 0);
  if (!header) return fail("is cut off");
  Segments<Layout> segments;
  for (std::uint64_t index = 0; index < header->e_phnum; ++index) {
    const auto segment = entry_of<typename Layout::Segment>(file, header->e_phoff, index);
    if (!segment) return fail("is cut off");
    segments.push_back(*segment);
  }
  return segments;
}

template <typename Layout>
Result<std::optional<std::string>> interpreter_of(std::string_view file) {
  const Result<Segments<Layout>> segments = segments_of<Layout>(file);
  if (!segments) return tl::unexpected(segments.error());
  for (const auto& segment : *segments) {
    if (segment.p_type != PT_INTERP) continue;
    const auto name = bytes_at(file, segment.p_offset, segment.p_filesz);
    if (!name) return fail("is cut off");
    return std::string(until_nul(*name));
  }
  return std::nullopt;
}

// What is at an address in memory, to the end of its segment's bytes in the file.
template <typename Layout>
std::string_view bytes_from(std::string_view file, const Segments<Layout>& segments,
                            std::uint64_t address) {
  for (const auto& segment : segments) {
    const bool holds = segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
                       address - segment.p_vaddr < segment.p_filesz;
    if (!holds) continue;
    const auto bytes = bytes_at(file, segment.p_offset, segment.p_filesz);
    return bytes ? bytes->substr(address - segment.p_vaddr) : std::string_view();
  }
  return {};
}

template <typename Layout>
std::optional<ElfDynamic> dynamic_of_table(std::string_view file, const Segments<Layout>& segments,
                                           std::string_view table) {
  using Entry = typename Layout::Dynamic;
  ElfDynamic dynamic;
  std::vector<Entry> entries;
  std::uint64_t strings_size = 0;
  for (std::uint64_t index = 0;; ++index) {
    const auto entry = entry_of<Entry>(table, 0, index);
    if (!entry || entry->d_tag == DT_NULL) break;
    entries.push_back(*entry);
    if (entry->d_tag == DT_STRTAB)
      dynamic.strings = bytes_from<Layout>(file, segments, entry->d_un.d_ptr);
    if (entry->d_tag == DT_STRSZ) strings_size = entry->d_un.d_val;
  }
  dynamic.strings = dynamic.strings.substr(0, strings_size);
  for (const Entry& entry : entries) {
    if (entry.d_un.d_val >= dynamic.strings.size()) continue;
    const std::string text(until_nul(dynamic.strings.substr(entry.d_un.d_val)));
    if (entry.d_tag == DT_NEEDED) dynamic.needed.push_back(text);
    if (entry.d_tag == DT_RPATH) dynamic.rpath = text;
    if (entry.d_tag == DT_RUNPATH) dynamic.runpath = text;
  }
  return dynamic;
}

template <typename Layout>
Result<std::optional<ElfDynamic>> dynamic_of(std::string_view file) {
  const Result<Segments<Layout>> segments = segments_of<Layout>(file);
  if (!segments) return tl::unexpected(segments.error());
  for (const auto& segment : *segments) {
    if (segment.p_type != PT_DYNAMIC) continue;
    const auto table = bytes_at(file, segment.p_offset, segment.p_filesz);
    if (!table) return fail("is cut off");
    return dynamic_of_table<Layout>(file, *segments, *table);
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

Result<std::optional<ElfDynamic>> elf_dynamic(std::string_view file) {
  return elf_kind(file).and_then([file](const ElfKind& kind) {
    return kind.bits == 64 ? dynamic_of<Layout64>(file) : dynamic_of<Layout32>(file);
  });
}

}  // namespace linuxbake
