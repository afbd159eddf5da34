// SPDX-License-Identifier: MIT
#include "deb/package.h"

#include <gtest/gtest.h>

#include "common/files.h"
#include "cpio/manifest.h"
#include "deb/ar.h"
#include "support/temporary_directory.h"

namespace linuxbake::deb {
namespace {

class DebPackage : public testing::Test {
 protected:
  DebPackage() {
    work.write("hello", "hello\n");
    package.control.set("Package", "hello");
    package.control.set("Version", "1.0-1");
    package.control.set("Architecture", "amd64");
    package.control.set("Description", "says hello");
    package.compression = cpio::Compression::none;
  }

  void fill(const std::string& manifest) {
    const std::string file = work.write("manifest", manifest);
    package.layout = cpio::make_layout(cpio::read_manifests({file}).value()).value();
  }

  std::string fault() {
    const auto bytes = package_bytes(package);
    return bytes ? "" : bytes.error().message;
  }

  Package packed() {
    return Package::open(work.write("hello.deb", package_bytes(package).value())).value();
  }

  TemporaryDirectory work;
  NewPackage package;
};

TEST_F(DebPackage, HasWhatDpkgWants) {
  fill(
      "file /usr/bin/hello hello 0755 0 0\nfile /etc/hello.conf hello 0644 0 0\n"
      "link /usr/bin/hi /usr/bin/hello\ndir /var/lib/hello 0700 1 2\n"
      "file /srv/hello/data hello 0644 0 0\n");
  package.conffiles = {"/srv/hello/data"};
  package.scripts["postinst"] = "#!/bin/sh\n";
  const Package read = packed();
  EXPECT_EQ(read.control.text(),
            "Package: hello\nVersion: 1.0-1\nArchitecture: amd64\nInstalled-Size: 13\n"
            "Description: says hello\n");
  EXPECT_EQ(read.control_files.at("conffiles"), "/etc/hello.conf\n/srv/hello/data\n");
  EXPECT_EQ(read.control_files.at("md5sums"),
            "b1946ac92492d2347c6235b4d2611184  usr/bin/hello\n"
            "b1946ac92492d2347c6235b4d2611184  usr/bin/hi\n");
  EXPECT_EQ(read.control_files.at("postinst"), "#!/bin/sh\n");
}

TEST_F(DebPackage, ItsDataComeBackWithEachCompression) {
  fill(
      "file /usr/bin/hello hello 04755 1 2\nslink /usr/bin/hi hello 0777 0 0\n"
      "link /usr/bin/two /usr/bin/hello\n");
  for (const auto compression : {cpio::Compression::none, cpio::Compression::gzip,
                                 cpio::Compression::xz, cpio::Compression::zstd}) {
    package.compression = compression;
    Package read = packed();
    const auto members = read.data();
    ASSERT_TRUE(members) << members.error().message;
    ASSERT_EQ(members->size(), 6U);
    EXPECT_EQ(members->at(3).name, "./usr/bin/hello");
    EXPECT_EQ(members->at(3).data, "hello\n");
    EXPECT_EQ(members->at(3).mode, 04755U);
    EXPECT_EQ(members->at(3).uid, 1U);
    EXPECT_EQ(members->at(4).target, "hello");
    EXPECT_EQ(members->at(5).kind, cpio::Kind::link);
    EXPECT_EQ(members->at(5).target, "./usr/bin/hello");
  }
}

TEST_F(DebPackage, FaultsAreErrors) {
  fill("file /usr/bin/hello hello 0755 0 0\n");
  package.conffiles = {"/etc/none"};
  EXPECT_EQ(fault(), "the conffile '/etc/none' is no file of the package");
  package.conffiles = {};
  package.scripts["postinst"] = "echo\n";
  EXPECT_EQ(fault(),
            "the script postinst is no program: it has to begin with '#!', as '#!/bin/sh'");
  package.scripts = {};
  package.control.set("Depends", "x (> 1)");
  EXPECT_EQ(fault(),
            "Depends: 'x (> 1)' is not NAME or NAME (>= VERSION); the relations are << <= = >= >>");
  package.control.remove("Depends");
  fill("sock /run/x 0644 0 0\n");
  EXPECT_EQ(fault(), "'/run/x' is a socket, which no package can hold");
}

TEST_F(DebPackage, WhatIsNoneIsAnErrorThatNamesTheFile) {
  const auto fault_of = [&](const std::string& bytes) {
    const auto opened = Package::open(work.write("x.deb", bytes));
    return opened ? "" : opened.error().message + (opened.error().file.empty() ? "" : " in file");
  };
  EXPECT_EQ(fault_of("x"), "is no .deb: it does not begin with '!<arch>' in file");
  EXPECT_EQ(fault_of(ar_bytes({{"x", ""}}, 0)),
            "is no .deb of version 2: it does not begin with 'debian-binary' in file");
  EXPECT_EQ(fault_of(ar_bytes({{"debian-binary", "2.0\n"}}, 0)),
            "has no control.tar or no data.tar in file");
  const std::string bytes = package_bytes(package).value();
  EXPECT_NE(fault_of(bytes.substr(0, bytes.size() - 600)), "");
}

TEST_F(DebPackage, ProgramsOfOtherMachinesAreNamed) {
  std::string elf(
      "\x7f"
      "ELF\x02\x01\x01");
  elf.resize(64);
  elf[16] = 2;
  elf[18] = '\xb7';  // EM_AARCH64
  elf[20] = 1;
  elf[52] = 64;
  work.write("program", elf);
  work.write("text", std::string(100, 'x'));
  fill("file /usr/bin/program program 0755 0 0\nfile /text text 0644 0 0\n");
  EXPECT_EQ(programs_of_others(package.layout, "amd64"),
            (std::vector<std::string>{"/usr/bin/program is for arm64, the package for amd64"}));
  EXPECT_TRUE(programs_of_others(package.layout, "arm64").empty());
  EXPECT_EQ(programs_of_others(package.layout, "all").size(), 1U);
}

TEST(DebNames, ArchitecturesAreDebians) {
  EXPECT_EQ(debian_architecture("aarch64").value(), "arm64");
  EXPECT_EQ(debian_architecture("m68k").error().message,
            "'m68k' is no architecture of a package; there are aarch64, all, i386, i486, riscv64, "
            "x86_64");
}

}  // namespace
}  // namespace linuxbake::deb
