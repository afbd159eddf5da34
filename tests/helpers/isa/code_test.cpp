// SPDX-License-Identifier: MIT
#include "isa/code.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>

#include "isa/kernel.h"

namespace linuxbake::isa {
namespace {

template <typename Structure>
void put(std::string& file, std::size_t at, const Structure& structure) {
  if (file.size() < at + sizeof(Structure)) file.resize(at + sizeof(Structure));
  std::memcpy(file.data() + at, &structure, sizeof(Structure));
}

Elf32_Shdr section(std::uint32_t name, std::uint32_t flags, std::uint32_t at, std::uint32_t size) {
  Elf32_Shdr header{};
  header.sh_name = name;
  header.sh_type = SHT_PROGBITS;
  header.sh_flags = flags;
  header.sh_addr = 0x8048000 + at;
  header.sh_offset = at;
  header.sh_size = size;
  return header;
}

// Code at 100, data at 104, names at 108, the section table at 128.
std::string small_program() {
  std::string file;
  Elf32_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS32;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_machine = EM_386;
  header.e_shoff = 128;
  header.e_shnum = 3;
  header.e_shstrndx = 2;
  put(file, 0, header);
  file.resize(100);
  file.append("code").append("data").append(std::string("\0.text\0.data\0", 13));
  put(file, 128, section(1, SHF_ALLOC | SHF_EXECINSTR, 100, 4));
  put(file, 128 + sizeof(Elf32_Shdr), section(7, SHF_ALLOC | SHF_WRITE, 104, 4));
  put(file, 128 + 2 * sizeof(Elf32_Shdr), section(0, 0, 108, 13));
  return file;
}

TEST(Code, IsWhatIsMarkedAsInstructions) {
  const std::string file = small_program();
  const auto code = code_of(file);
  ASSERT_TRUE(code) << code.error().text();
  ASSERT_EQ(code->size(), 1U);
  EXPECT_EQ(code->front().section, ".text");
  EXPECT_EQ(code->front().address, 0x8048064U);
  EXPECT_EQ(code->front().bytes, "code");
}

TEST(Code, IsNotGuessedInDamagedOrForeignFiles) {
  EXPECT_EQ(code_of("#!/bin/sh\n").error().message, "is not an ELF file");
  std::string wide = small_program();
  wide[EI_CLASS] = ELFCLASS64;
  EXPECT_EQ(code_of(wide).error().message, "is not for x86 with 32 bits");
  const std::string whole = small_program();
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(code_of(std::string_view(whole).substr(0, size))) << size;
}

TEST(Kernel, IsOnlyTakenOutOfABzImage) {
  EXPECT_EQ(unpack_kernel("").error().message, "not a bzImage");
  EXPECT_EQ(unpack_kernel("\177ELF is not packed"), "\177ELF is not packed");
  std::string image(0x400, '\0');
  std::memcpy(image.data() + 0x202, "HdrS", 4);
  EXPECT_EQ(unpack_kernel(image).error().message, "not a bzImage");  // its protocol is too old
  image[0x206] = '\x0d';
  image[0x207] = '\x02';
  image[0x24c] = '\x10';
  EXPECT_EQ(unpack_kernel(image).error().message,
            "is damaged: the packed kernel goes beyond its end");
}

}  // namespace
}  // namespace linuxbake::isa
