// SPDX-License-Identifier: MIT
#include "cpio/programs.h"

#include <elf.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/files.h"
#include "support.h"

namespace linuxbake::cpio {
namespace {

using Sentences = std::vector<std::string>;

// The least that makes a program: a header, one program header, the name of the loader.
std::string elf(const std::string& loader, std::uint32_t type = PT_INTERP) {
  Elf64_Ehdr header = {};
  std::copy_n(ELFMAG, SELFMAG, header.e_ident);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_phoff = sizeof(header);
  header.e_phnum = 1;
  Elf64_Phdr part = {};
  part.p_type = type;
  part.p_offset = sizeof(header) + sizeof(part);
  part.p_filesz = loader.size() + 1;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof(header));
  bytes.append(reinterpret_cast<const char*>(&part), sizeof(part));
  return bytes + loader + '\0';
}

TEST(Interpreter, OfScripts) {
  EXPECT_EQ(interpreter_of("#!/bin/sh\necho\n"), "/bin/sh");
  EXPECT_EQ(interpreter_of("#! /usr/bin/env\tpython -x\n"), "/usr/bin/env");
  EXPECT_EQ(interpreter_of("#!/bin/sh"), "/bin/sh");
  EXPECT_EQ(interpreter_of("#!"), std::nullopt);
  EXPECT_EQ(interpreter_of("#!   \n"), std::nullopt);
  EXPECT_EQ(interpreter_of("echo\n"), std::nullopt);
  EXPECT_EQ(interpreter_of(""), std::nullopt);
}

TEST(Interpreter, OfPrograms) {
  EXPECT_EQ(interpreter_of(elf("/lib/ld-musl-x86_64.so.1")), "/lib/ld-musl-x86_64.so.1");
  EXPECT_EQ(interpreter_of(elf("", PT_LOAD)), std::nullopt);
  EXPECT_EQ(interpreter_of("\x7f"
                           "ELF"),
            std::nullopt);
}

TEST(Interpreter, OfAProgramOfThisMachine) {
  const Result<std::string> shell = read_file("/bin/sh");
  ASSERT_TRUE(shell.has_value());
  const std::optional<std::string> loader = interpreter_of(*shell);
  if (!loader) GTEST_SKIP() << "/bin/sh is static here";
  EXPECT_TRUE(std::filesystem::exists(*loader)) << *loader;
}

RC_GTEST_PROP(Interpreter, IsSearchedWithoutCrashing, ()) {
  std::string bytes = elf("/lib/ld.so");
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(4, bytes.size()), rc::gen::arbitrary<char>()));
  for (const auto& [at, c] : changes) bytes[at] = c;
  bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
  (void)interpreter_of(bytes);
}

class Programs : public testing::Test {
 protected:
  Programs() {
    directory.write("script", "#!/bin/sh\n");
    directory.write("dynamic", elf("/lib64/ld.so"));
    directory.write("static", elf("", PT_LOAD));
  }
  [[nodiscard]] Sentences of(const std::string& manifest) const {
    const Outcome outcome = lay_out(directory, manifest);
    EXPECT_EQ(outcome.error, "");
    return programs_that_cannot_start(outcome.layout);
  }

  TemporaryDirectory directory;
};

TEST_F(Programs, AllIsWell) {
  EXPECT_EQ(of("file /init script 0755 0 0\nfile /usr/bin/busybox static 0755 0 0\n"
               "slink /bin usr/bin 0777 0 0\nslink /bin/sh busybox 0777 0 0\n"
               "file /usr/bin/hello dynamic 0755 0 0\nslink /lib64 usr/lib 0777 0 0\n"
               "file /usr/lib/ld.so static 0755 0 0\nfile /text script 0644 0 0\n"),
            Sentences());
}

TEST_F(Programs, NoInit) {
  EXPECT_EQ(of(""), Sentences{"there is no /init: unless its command line has rdinit=, the kernel "
                              "looks for a root file system elsewhere"});
  EXPECT_EQ(of("slink /init sbin/gone 0777 0 0\n").size(), 1U);
  EXPECT_EQ(of("slink /init init 0777 0 0\n").size(), 1U);
  EXPECT_EQ(of("file /init static 0644 0 0\n"),
            Sentences{"/init is not an executable file, so that the kernel cannot start it"});
  EXPECT_EQ(of("slink /init /sbin/init 0777 0 0\nfile /sbin/init static 0755 0 0\n"), Sentences());
}

TEST_F(Programs, InitIsNoProgram) {
  directory.write("text", "mount -t proc none /proc\nexec /bin/sh\n");
  directory.write("empty", "");
  directory.write("windows", "#!/bin/sh\r\nexec /bin/sh\r\n");
  const std::string sh = "file /bin/sh static 0755 0 0\n";
  const Sentences neither{
      "/init is neither a program (ELF) nor a script (its first line begins with #!), so that the "
      "kernel cannot start it"};
  EXPECT_EQ(of(sh + "file /init text 0755 0 0\n"), neither);
  EXPECT_EQ(of(sh + "file /init empty 0755 0 0\n"), neither);
  EXPECT_EQ(of(sh + "slink /init /sbin/init 0777 0 0\nfile /sbin/init text 0755 0 0\n"), neither);
  EXPECT_EQ(
      of(sh + "file /init windows 0755 0 0\n"),
      Sentences{"/init ends its lines with CR LF, as Windows does: the kernel looks for a program "
                "'/bin/sh' with the CR in its name"});
}

TEST_F(Programs, ModesOfATreeAreNotLostInSilence) {
  directory.write("tree/bin/su", "#!/bin/sh\n");
  directory.write("tree/bin/plain", "#!/bin/sh\n");
  directory.write("tree/tmp/keep", "");
  const std::filesystem::path tree = directory.path / "tree";
  ::chmod((tree / "bin/su").c_str(), 04755);
  ::chmod((tree / "bin").c_str(), 02755);
  ::chmod((tree / "tmp").c_str(), 01777);
  const auto lost = [&](const std::string& more) {
    return lost_modes(lay_out(directory, "tree / tree 0 0\n" + more).layout);
  };
  const std::string su =
      "/bin/su loses its setuid bit, because the modes of an overlay are 0755 and "
      "0644; linuxbake_rootfs_install() with MODE and OVERRIDE gives it back";
  const std::string tmp =
      "/tmp loses its sticky bit, because the modes of an overlay are 0755 and "
      "0644; linuxbake_rootfs_directory() with MODE gives it back";
  EXPECT_EQ(lost(""), (Sentences{su, tmp}));
  EXPECT_EQ(lost("dir /tmp 1777 0 0\n"), Sentences{su});
  EXPECT_EQ(lost("override file /bin/su tree/bin/su 4755 0 0\n"), Sentences{tmp});
}

TEST_F(Programs, WhatIsPrivateOnTheHostIsOneWarning) {
  ::chmod(directory.write("tree/etc/key", "").c_str(), 0640);
  ::chmod(directory.write("tree/etc/none", "").c_str(), 0);
  ::chmod(directory.write("tree/etc/text", "").c_str(), 0644);
  std::filesystem::create_directory(directory.path / "tree/root");
  ::chmod((directory.path / "tree/etc").c_str(), 0755);
  ::chmod((directory.path / "tree/root").c_str(), 0700);
  ::chmod((directory.path / "tree").c_str(), 0700);
  const auto lost = [&](const std::string& more) {
    return lost_modes(lay_out(directory, "override tree / tree 0 0\n" + more).layout);
  };
  const auto warning = [](const std::string& names) {
    return Sentences{
        "everybody may read what others may not read on the host, because the modes of an overlay "
        "are 0755 and 0644: " +
        names +
        "; linuxbake_rootfs_install() with MODE and OVERRIDE, or linuxbake_rootfs_directory() with "
        "MODE, keeps it private, and `chmod -R go+rX` of the overlay says that it need not be"};
  };
  EXPECT_EQ(lost(""), warning("/etc/key (0640), /etc/none (0000), /root (0700)"));
  EXPECT_EQ(lost("override file /etc/key tree/etc/key 0600 0 0\ndir /root 0700 0 0\n"),
            warning("/etc/none (0000)"));
  ::chmod((directory.path / "tree/etc/none").c_str(), 0604);
  EXPECT_EQ(lost("override file /etc/key tree/etc/key 0600 0 0\ndir /root 0700 0 0\n"),
            Sentences());
}

TEST_F(Programs, ACheckoutWithTheUmask077IsOneWarning) {
  ::chmod((directory.write("tree/a b", "")).c_str(), 0600);
  for (int i = 1000; i < 3000; ++i) {
    ::chmod(directory.write(fmt::format("tree/d/{}", i), "").c_str(), 0600);
  }
  ::chmod((directory.path / "tree/d").c_str(), 0700);
  const Sentences lost = lost_modes(lay_out(directory, "tree / tree\n").layout);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_NE(lost[0].find(": \"/a b\" (0600), /d (0700), /d/1000 (0600) and 1999 more; "),
            std::string::npos)
      << lost[0];
}

TEST_F(Programs, ARootOfItsOwnHasItsOwnInterpreters) {
  const std::string container =
      "file /init static 0755 0 0\nfile /srv/c/bin/hello dynamic 0755 0 0\n"
      "slink /srv/c/lib64 /usr/lib64 0777 0 0\n";
  EXPECT_EQ(of(container + "file /srv/c/usr/lib64/ld.so static 0755 0 0\n"), Sentences());
  EXPECT_EQ(
      of(container + "file /srv/usr/lib64/ld.so static 0755 0 0\n"),
      (Sentences{"/srv/c/bin/hello needs /lib64/ld.so, which is not in the archive as a program"}));
}

TEST_F(Programs, NoInterpreter) {
  EXPECT_EQ(of("file /init script 0755 0 0\nfile /bin/hello dynamic 0755 0 0 /bin/again\n"
               "file /bin/sh static 0644 0 0\n"),
            (Sentences{"/bin/hello needs /lib64/ld.so, which is not in the archive as a program",
                       "/init needs /bin/sh, which is not in the archive as a program"}));
}

}  // namespace
}  // namespace linuxbake::cpio
