// SPDX-License-Identifier: MIT
#include "common/elf.h"

#include <elf.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cstring>

#include "common/files.h"

namespace linuxbake {
namespace {

struct Layout32 {
  static constexpr unsigned char width = ELFCLASS32;
  using Header = Elf32_Ehdr;
  using Segment = Elf32_Phdr;
  using Section = Elf32_Shdr;
};

struct Layout64 {
  static constexpr unsigned char width = ELFCLASS64;
  using Header = Elf64_Ehdr;
  using Segment = Elf64_Phdr;
  using Section = Elf64_Shdr;
};

constexpr bool little = std::endian::native == std::endian::little;

// Header, one segment, three sections, and then the bytes of all of them.
template <typename Layout>
struct File {
  typename Layout::Header header{};
  typename Layout::Segment segment{};
  typename Layout::Section nothing{}, code{}, names{};
  char bytes[64] = "/lib/ld.so\0code\0\0.text\0.names";

  File() {
    const auto at = [](std::size_t offset) { return offsetof(File, bytes) + offset; };
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = Layout::width;
    header.e_ident[EI_DATA] = little ? ELFDATA2LSB : ELFDATA2MSB;
    header.e_machine = EM_386;
    header.e_phoff = offsetof(File, segment);
    header.e_phnum = 1;
    header.e_shoff = offsetof(File, nothing);
    header.e_shnum = 3;
    header.e_shstrndx = 2;
    segment.p_type = PT_INTERP;
    segment.p_offset = at(0);
    segment.p_filesz = 11;
    code.sh_name = 1;
    code.sh_flags = SHF_EXECINSTR;
    code.sh_addr = 0x1000;
    code.sh_offset = at(11);
    code.sh_size = 4;
    names.sh_name = 7;
    names.sh_offset = at(16);
    names.sh_size = 15;
  }

  [[nodiscard]] std::string text() const {
    return {reinterpret_cast<const char*>(this), sizeof *this};
  }
};

template <typename Layout>
class Elf : public testing::Test {};
using Layouts = testing::Types<Layout32, Layout64>;
TYPED_TEST_SUITE(Elf, Layouts);

TYPED_TEST(Elf, SaysWhatItIsFor) {
  const auto kind = elf_kind(File<TypeParam>().text());
  ASSERT_TRUE(kind) << kind.error().text();
  EXPECT_EQ(kind->bits, TypeParam::width == ELFCLASS64 ? 64U : 32U);
  EXPECT_EQ(kind->machine, EM_386);
}

TYPED_TEST(Elf, HasSections) {
  const std::string text = File<TypeParam>().text();
  const auto sections = elf_sections(text);
  ASSERT_TRUE(sections) << sections.error().text();
  ASSERT_EQ(sections->size(), 3U);
  EXPECT_EQ((*sections)[1].name, ".text");
  EXPECT_EQ((*sections)[1].bytes, "code");
  EXPECT_EQ((*sections)[1].address, 0x1000U);
  EXPECT_EQ((*sections)[2].name, ".names");
}

TYPED_TEST(Elf, MayHaveASectionThatTakesNoRoom) {
  File<TypeParam> file;
  file.code.sh_type = SHT_NOBITS;
  file.code.sh_size = 1U << 30U;
  EXPECT_EQ((*elf_sections(file.text()))[1].bytes, "");
}

TYPED_TEST(Elf, NamesTheProgramThatLoadsIt) {
  File<TypeParam> file;
  EXPECT_EQ(elf_interpreter(file.text()), "/lib/ld.so");
  file.segment.p_type = PT_LOAD;
  EXPECT_EQ(elf_interpreter(file.text()), std::nullopt);
}

TYPED_TEST(Elf, IsNotReadBehindItsEnd) {
  constexpr auto far = static_cast<decltype(TypeParam::Section::sh_offset)>(-8);
  const auto complaint = [](const auto& change) {
    File<TypeParam> file;
    change(file);
    const auto sections = elf_sections(file.text());
    return sections ? std::string() : sections.error().message;
  };
  const std::string names = "is damaged: the names of its sections are behind its end";
  EXPECT_EQ(complaint([](auto& file) { file.header.e_shnum = 0; }), "has no section table");
  EXPECT_EQ(complaint([](auto& file) { file.header.e_shoff = far; }), names);
  EXPECT_EQ(complaint([](auto& file) { file.header.e_shstrndx = 0xfff0; }), names);
  EXPECT_EQ(complaint([](auto& file) { file.names.sh_offset = far; }), names);
  EXPECT_EQ(complaint([](auto& file) { file.names.sh_size = far; }), names);
  EXPECT_EQ(complaint([](auto& file) { file.header.e_shnum = 9; }),
            "is damaged: its section table goes beyond its end");
  File<TypeParam> file;
  file.code.sh_size = far;
  file.names.sh_name = 15;
  const std::string text = file.text();
  const auto sections = elf_sections(text);
  ASSERT_TRUE(sections);
  EXPECT_EQ((*sections)[1].bytes, std::nullopt);
  EXPECT_EQ((*sections)[2].name, "");
}

TYPED_TEST(Elf, WithoutAllOfItsSegmentsIsCutOff) {
  File<TypeParam> file;
  file.segment.p_filesz = 1000;
  EXPECT_EQ(elf_interpreter(file.text()).error().message, "is cut off");
  file.header.e_phoff = static_cast<decltype(file.header.e_phoff)>(-8);
  EXPECT_EQ(elf_interpreter(file.text()).error().message, "is cut off");
}

TYPED_TEST(Elf, OfTheOtherByteOrderIsRefused) {
  File<TypeParam> file;
  file.header.e_ident[EI_DATA] = little ? ELFDATA2MSB : ELFDATA2LSB;
  EXPECT_EQ(elf_kind(file.text()).error().message, "is for a machine of the other byte order");
}

TEST(ElfFile, IsNothingElse) {
  for (const std::string text : {"", "#!/bin/sh\n", "\177ELF", "\177ELF\3\1\1"}) {
    EXPECT_EQ(elf_kind(text).error().message, "is not an ELF file");
    EXPECT_FALSE(elf_sections(text));
    EXPECT_FALSE(elf_interpreter(text));
  }
  EXPECT_FALSE(elf_sections(File<Layout64>().text().substr(0, sizeof(Elf32_Ehdr))));
}

TEST(ElfFile, IsThisProgram) {
  const auto file = read_file("/proc/self/exe");
  ASSERT_TRUE(file);
  const auto interpreter = elf_interpreter(*file);
  ASSERT_TRUE(interpreter && *interpreter);
  EXPECT_TRUE(std::filesystem::exists(**interpreter));
  EXPECT_TRUE(elf_sections(*file));
  const auto dynamic = elf_dynamic(*file);
  ASSERT_TRUE(dynamic && *dynamic);
  const std::vector<std::string>& needed = (*dynamic)->needed;
  EXPECT_EQ(std::count(needed.begin(), needed.end(), "libc.so.6"), 1);
  EXPECT_NE((*dynamic)->strings.find("libc.so.6"), std::string_view::npos);
}

// Every byte of a file may be any other, and it may end anywhere. Whoever runs this with a checker
// of memory sees what is read besides.
template <typename Layout>
void damage() {
  std::string text = File<Layout>().text();
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(EI_NIDENT, text.size()),
                    rc::gen::element('\xff', '\x7f', '\x01', '\0')));
  for (const auto& [at, c] : changes) text[at] = c;
  text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
  const std::vector<char> exact(text.begin(), text.end());
  const std::string_view file(exact.data(), exact.size());
  const auto sections = elf_sections(file);
  RC_ASSERT(sections || !sections.error().message.empty());
  for (const ElfSection& section : sections.value_or(std::vector<ElfSection>{})) {
    const std::string_view bytes = section.bytes.value_or(std::string_view());
    RC_ASSERT(bytes.empty() || (bytes.data() >= file.data() &&
                                bytes.data() + bytes.size() <= file.data() + file.size()));
  }
  (void)elf_interpreter(file);
  (void)elf_dynamic(file);
}

RC_GTEST_PROP(ElfFile, MayBeDamagedWith32Bits, ()) {
  damage<Layout32>();
}
RC_GTEST_PROP(ElfFile, MayBeDamagedWith64Bits, ()) {
  damage<Layout64>();
}

}  // namespace
}  // namespace linuxbake
