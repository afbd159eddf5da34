// SPDX-License-Identifier: MIT
#include "cpio/init_program.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support.h"

namespace linuxbake::cpio {
namespace {

std::string elf(std::uint16_t machine, const std::string& loader = "") {
  Elf64_Ehdr header = {};
  std::copy_n(ELFMAG, SELFMAG, header.e_ident);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_machine = machine;
  header.e_phoff = sizeof(header);
  header.e_phnum = 1;
  Elf64_Phdr part = {};
  part.p_type = loader.empty() ? PT_LOAD : PT_INTERP;
  part.p_offset = sizeof(header) + sizeof(part);
  part.p_filesz = loader.size() + 1;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
  bytes.append(reinterpret_cast<const char*>(&part), sizeof(part));
  return bytes + loader + '\0';
}

class InitProgram : public testing::Test {
 protected:
  InitProgram() {
    directory.write("sh", elf(EM_X86_64));
    directory.write("script", "#!/bin/sh\n");
  }

  // Why /init cannot start, with a shell in the archive; "" if it can.
  [[nodiscard]] std::string of(const std::string& manifest,
                               std::string_view arch = "x86_64") const {
    return of_path("/init", "file /bin/sh sh 0755 0 0\n" + manifest, arch);
  }
  [[nodiscard]] std::string of_path(const std::string& path, const std::string& manifest,
                                    std::string_view arch = "x86_64") const {
    return why_init_cannot_start(archive(manifest), path, arch).value_or("");
  }
  [[nodiscard]] Archive archive(const std::string& manifest) const {
    const Outcome outcome = lay_out(directory, manifest);
    EXPECT_EQ(outcome.error, "");
    auto parsed = parse_archive(packed(outcome.layout));
    if (!parsed) ADD_FAILURE() << parsed.error().text();
    return parsed ? *parsed : Archive();
  }

  TemporaryDirectory directory;
};

TEST_F(InitProgram, CanStart) {
  EXPECT_EQ(of("file /init sh 0755 0 0\n"), "");
  EXPECT_EQ(of("file /init script 0700 0 0\n"), "");
  EXPECT_EQ(of("slink /init sbin/init 0777 0 0\nslink /sbin/init /bin/sh 0777 0 0\n"), "");
  EXPECT_EQ(of("file /sbin/init sh 0755 0 0 /init\n"), "");
  directory.write("dynamic", elf(EM_X86_64, "/lib64/ld.so"));
  EXPECT_EQ(
      of("file /init dynamic 0755 0 0\nslink /lib64 lib 0777 0 0\nfile /lib/ld.so sh 0755 0 0\n"),
      "");
  directory.write("nested", "#!/bin/script\n");
  EXPECT_EQ(of("file /init nested 0755 0 0\nfile /bin/script script 0755 0 0\n"), "");
}

TEST_F(InitProgram, IsNotThereOrNoProgram) {
  EXPECT_EQ(of_path("/missing", ""), "there is no /missing in the initramfs");
  EXPECT_EQ(of_path("", "file /init sh 0755 0 0\n"), "it names no program");
  EXPECT_EQ(of_path("/init/", "file /init sh 0755 0 0\n"),
            "/init/ ends in a slash, as only directories do");
  EXPECT_EQ(of("slink /init gone 0777 0 0\n"),
            "/init is a symbolic link that leads nowhere in the initramfs");
  EXPECT_EQ(of("file /init script 0644 0 0\n"), "/init is not an executable file");
  EXPECT_EQ(of("dir /init 0755 0 0\n"), "/init is not an executable file");
  directory.write("text", "mount -t proc none /proc\nexec /bin/sh\n");
  EXPECT_EQ(of("file /init text 0755 0 0\n"),
            "/init is neither a program (ELF) nor a script (its first line begins with #!)");
  directory.write("bare", "#!\n");
  EXPECT_EQ(of("file /init bare 0755 0 0\n"), "/init names no interpreter behind its #!");
}

TEST_F(InitProgram, LacksWhatItNeeds) {
  EXPECT_EQ(of_path("/mine", "file /mine script 0755 0 0\n"),
            "/mine needs /bin/sh, which is not in the archive as a program");
  EXPECT_EQ(of_path("/mine", "file /mine script 0755 0 0\nfile /bin/sh sh 0644 0 0\n"),
            "/mine needs /bin/sh, which is not in the archive as a program");
  directory.write("dynamic", elf(EM_X86_64, "/lib64/ld.so"));
  EXPECT_EQ(of("file /init dynamic 0755 0 0\n"),
            "/init needs /lib64/ld.so, which is not in the archive as a program");
  directory.write("windows", "#!/bin/sh\r\nexec /bin/sh\r\n");
  EXPECT_EQ(of("file /init windows 0755 0 0\n"),
            "/init ends its lines with CR LF, as Windows does: the kernel looks for a program "
            "'/bin/sh' with the CR in its name");
  directory.write("circle", "#!/init\n");
  EXPECT_EQ(of("file /init circle 0755 0 0\n"),
            "/init is a script for a script for a script …, which the kernel gives up");
  // The interpreter is there, and no program itself.
  directory.write("text", "text\n");
  EXPECT_EQ(of_path("/mine", "file /mine script 0755 0 0\nfile /bin/sh text 0755 0 0\n"),
            "/bin/sh is neither a program (ELF) nor a script (its first line begins with #!)");
}

TEST_F(InitProgram, IsForAnotherArchitecture) {
  directory.write("arm", elf(EM_AARCH64));
  directory.write("i386", elf(EM_386));
  const std::string fault = "/init is a program for another architecture than the kernel's, x86_64";
  EXPECT_EQ(of("file /init arm 0755 0 0\n"), fault);
  EXPECT_EQ(of("file /init arm 0755 0 0\n", "aarch64"), "");
  EXPECT_EQ(of("file /init arm 0755 0 0\n", ""), "") << "nothing is known of the kernel";
  EXPECT_EQ(of("file /init i386 0755 0 0\n"), "") << "CONFIG_IA32_EMULATION";
  EXPECT_NE(of("file /init sh 0755 0 0\n", "i486"), "");
  // So is that of its interpreter.
  EXPECT_EQ(of_path("/mine", "file /mine script 0755 0 0\nfile /bin/sh arm 0755 0 0\n"),
            "/bin/sh is a program for another architecture than the kernel's, x86_64");
}

TEST_F(InitProgram, IsThere) {
  const Archive some = archive("slink /init gone 0777 0 0\n");
  EXPECT_TRUE(has_entry(some, "/init"));
  EXPECT_FALSE(has_entry(some, "/gone"));
  EXPECT_FALSE(has_entry(some, "/bin/sh"));
}

}  // namespace
}  // namespace linuxbake::cpio
