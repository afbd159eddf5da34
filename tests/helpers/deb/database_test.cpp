// SPDX-License-Identifier: MIT
#include "deb/database.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/files.h"
#include "deb/ar.h"
#include "deb/package.h"
#include "deb/system_entries.h"
#include "support/temporary_directory.h"
#include "tar/header.h"
#include "tar/write.h"

namespace linuxbake::deb {
namespace {

// What packages of other people may be: written without package_bytes(), which refuses much of it.
class DebInstall : public testing::Test {
 protected:
  DebInstall() {
    installation.architecture = "amd64";
    installation.directory = work.path / "unpacked";
  }

  static tar::Entry member(cpio::Kind kind, const std::string& name,
                           const std::string& target = {}) {
    tar::Entry result;
    result.kind = kind;
    result.name = name;
    result.target = target;
    result.mode = kind == cpio::Kind::directory ? 0755 : 0644;
    if (kind == cpio::Kind::file) result.data = "data\n";
    return result;
  }

  static tar::Entry file(const std::string& name) { return member(cpio::Kind::file, name); }

  static std::string archive(const std::vector<tar::Entry>& members) {
    std::string bytes;
    for (const tar::Entry& one : members) {
      bytes += tar::header_of(one, one.data.size(), 0);
      bytes += one.data;
      bytes.append(tar::padding(one.data.size()), '\0');
    }
    bytes.append(tar::end_size(bytes.size()), '\0');
    return bytes;
  }

  void add(const std::string& name, const std::string& fields, const std::vector<tar::Entry>& data,
           std::vector<tar::Entry> control_files = {}) {
    const std::string control = fmt::format(
        "Package: {}\nVersion: 1.0\n{}{}Description: x\n", name,
        fields.find("Architecture") == std::string::npos ? "Architecture: amd64\n" : "", fields);
    tar::Entry control_file = file("./control");
    control_file.data = control;
    control_files.push_back(control_file);
    installation.packages.emplace_back(
        work.write(name + ".deb", ar_bytes({{"debian-binary", "2.0\n"},
                                            {"control.tar", archive(control_files)},
                                            {"data.tar", archive(data)}},
                                           0)));
  }

  // The error without the path of the file; "" if there is none.
  std::string fault() {
    const auto installed = install_packages(installation);
    if (!installed) {
      EXPECT_TRUE(installed.error().file.ends_with(".deb")) << installed.error().file;
      return installed.error().message;
    }
    result = *installed;
    return "";
  }

  [[nodiscard]] std::string database(const std::string& name) const {
    return read_file(installation.directory / "database" / name).value_or("missing");
  }

  [[nodiscard]] bool has_line(const std::string& begin) const {
    return ("\n" + result.manifest).find("\n" + begin) != std::string::npos;
  }

  TemporaryDirectory work;
  Installation installation;
  Installed result;
};

TEST_F(DebInstall, DpkgKnowsWhatIsInstalled) {
  tar::Entry conffiles = file("./conffiles");
  conffiles.data = "/etc/hello.conf\n";
  tar::Entry secret = member(cpio::Kind::directory, "./var/lib/hello/");
  secret.mode = 0700;
  add("hello", "",
      {member(cpio::Kind::directory, "./"), member(cpio::Kind::directory, "./etc/"),
       file("./etc/hello.conf"), member(cpio::Kind::link, "./etc/two", "./etc/hello.conf"),
       member(cpio::Kind::symlink, "./etc/three", "/etc/two"), secret},
      {conffiles});
  ASSERT_EQ(fault(), "");
  EXPECT_EQ(database("status"),
            "Package: hello\nStatus: install ok installed\nVersion: 1.0\nArchitecture: amd64\n"
            "Conffiles:\n /etc/hello.conf 6137cde4893c59f76f005a8123d8e8e6\nDescription: x\n\n");
  EXPECT_EQ(database("info/hello.list"),
            "/.\n/etc\n/etc/hello.conf\n/etc/three\n/etc/two\n/var/lib/hello\n");
  EXPECT_EQ(database("info/hello.conffiles"), "/etc/hello.conf\n");
  EXPECT_EQ(database("info/hello.md5sums"), "6137cde4893c59f76f005a8123d8e8e6  etc/two\n");
  EXPECT_EQ(database("info/format"), "1\n");
  EXPECT_TRUE(has_line("link /etc/two /etc/hello.conf\n"));
  EXPECT_TRUE(has_line("slink /etc/three /etc/two 0777 0 0\n"));
  EXPECT_TRUE(has_line("dir /var/lib/hello 0700 0 0\n"));
  EXPECT_TRUE(has_line("tree /etc "));
}

TEST_F(DebInstall, WhatHasAScriptWaitsAndWhatNeedsItToo) {
  add("one", "", {}, {file("./postinst")});
  add("two", "Depends: one\n", {});
  add("three", "Pre-Depends: none | two\n", {});
  add("four", "", {}, {file("./prerm")});
  ASSERT_EQ(fault(), "");
  const std::string status = database("status");
  for (const char* const waits : {"one", "two", "three"}) {
    EXPECT_NE(status.find(fmt::format("Package: {}\nStatus: install ok unpacked\n", waits)),
              std::string::npos);
  }
  EXPECT_NE(status.find("Package: four\nStatus: install ok installed\n"), std::string::npos);
  EXPECT_TRUE(has_line("override file /var/lib/dpkg/info/one.postinst "));
  EXPECT_NE(result.manifest.find("database/info/one.postinst 0755 0 0\n"), std::string::npos);
}

TEST_F(DebInstall, APreinstIsAWarning) {
  add("hello", "", {}, {file("./preinst")});
  ASSERT_EQ(fault(), "");
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_NE(result.warnings[0].find("package 'hello': its script preinst is not run"),
            std::string::npos);
}

TEST_F(DebInstall, SeveralArchitecturesOfAPackageHaveTheirOwnFiles) {
  add("libhello", "Multi-Arch: same\n", {file("./usr/lib/x")});
  ASSERT_EQ(fault(), "");
  EXPECT_EQ(database("info/libhello:amd64.list"), "/.\n/usr/lib/x\n");
}

TEST_F(DebInstall, InterestInTriggersIsNoted) {
  tar::Entry triggers = file("./triggers");
  triggers.data = "# x\ninterest-noawait /usr/lib\ninterest ldconfig\nactivate-noawait other\n";
  add("hello", "", {}, {triggers, file("./postinst")});
  ASSERT_EQ(fault(), "");
  EXPECT_EQ(database("triggers/File"), "/usr/lib hello/noawait\n");
  EXPECT_EQ(database("triggers/ldconfig"), "hello\n");
  EXPECT_EQ(database("triggers/other"), "missing");
}

TEST_F(DebInstall, WhatAnEarlierPackageLeftIsRemoved) {
  work.write("unpacked/packages/old/usr/bin/old", "old");
  add("hello", "", {file("./usr/bin/hello")});
  ASSERT_EQ(fault(), "");
  EXPECT_FALSE(std::filesystem::exists(installation.directory / "packages/old/usr/bin/old"));
}

TEST_F(DebInstall, TheSystemItselfHasAnEntry) {
  const std::vector<Paragraph> controls =
      parse_paragraphs("Package: base\nVersion: 1\nProvides: libc6 (= 2.36)\n", "base").value();
  cpio::Member shell, link;
  shell.name = "usr/bin/sh";
  shell.location = work.write("sh", "data\n");
  link.kind = cpio::Kind::symlink;
  link.name = "bin";
  link.target = "usr/bin";
  installation.present = database_of_system(controls, "amd64", {}, {link, shell}).value();
  add("hello", "Depends: libc6 (>= 2.34)\n", {file("./usr/bin/hello")});
  ASSERT_EQ(fault(), "");
  EXPECT_EQ(database("info/base.list"), "/.\n/bin\n/bin/sh\n/usr/bin/sh\n");
  EXPECT_EQ(database("info/base.md5sums"), "6137cde4893c59f76f005a8123d8e8e6  usr/bin/sh\n");
  EXPECT_NE(database("status").find("Package: base\nStatus: install ok installed\n"),
            std::string::npos);

  add("dash", "", {file("./bin/sh")});
  EXPECT_EQ(fault(), "package 'dash': '/bin/sh' is in package 'base', too");
  installation.packages.pop_back();
  add("dash", "Replaces: base\n", {file("./bin/sh")});
  ASSERT_EQ(fault(), "");
  EXPECT_EQ(database("info/base.list"), "/.\n/bin\n/usr/bin/sh\n");
  EXPECT_TRUE(has_line("override file /bin/sh "));
  installation.packages.pop_back();
  add("base", "", {});
  EXPECT_EQ(fault(), "package 'base': is in the database of the system, too");
}

TEST_F(DebInstall, ADatabaseIsContinued) {
  const std::string status =
      "Package: base\nStatus: install ok installed\nVersion: 1\nProvides: libc6\n\n"
      "Package: applets\nStatus: deinstall ok config-files\nVersion: 1\nProvides: mail\n\n";
  work.write("dpkg/status", status);
  work.write("dpkg/info/base.list", "/.\n/etc\n/etc/motd\n");
  work.write("dpkg/info/applets.list", "/.\n/usr/bin/jq\n/usr/bin/wc\n");
  work.write("dpkg/info/applets.md5sums", "0  usr/bin/jq\n1  usr/bin/wc\n");
  work.write("dpkg/triggers/File", "/bin base/noawait\n");
  work.write("dpkg/diversions", "");
  work.write("dpkg/info/base.postinst", "#!/bin/sh\n");
  work.write("dpkg/own", "of the system\n");
  std::vector<std::string> inputs;
  installation.present = read_database(work.path / "dpkg", inputs).value();
  EXPECT_EQ(inputs.size(), 11U);  // the directories, too
  tar::Entry triggers = file("./triggers");
  triggers.data = "interest /usr/lib\n";
  add("jq", "Depends: libc6\n", {file("./usr/bin/jq")}, {triggers});
  ASSERT_EQ(fault(), "");
  EXPECT_TRUE(database("status").starts_with(status + "Package: jq\n"));
  EXPECT_EQ(database("info/applets.list"), "/.\n/usr/bin/wc\n");
  EXPECT_EQ(database("info/applets.md5sums"), "1  usr/bin/wc\n");
  EXPECT_EQ(database("info/base.list"), "/.\n/etc\n/etc/motd\n");
  EXPECT_EQ(database("diversions"), "");
  EXPECT_EQ(database("own"), "of the system\n");
  EXPECT_NE(result.manifest.find("database/info/base.postinst 0755 0 0\n"), std::string::npos);
  EXPECT_EQ(database("triggers/File"), "/bin base/noawait\n/usr/lib jq\n");
  EXPECT_TRUE(has_line("override file /usr/bin/jq "));

  add("motd", "", {file("./etc/motd")});
  EXPECT_EQ(fault(), "package 'motd': '/etc/motd' is in package 'base', too");
  installation.packages.pop_back();
  add("mailer", "Depends: mail\n", {});
  EXPECT_NE(fault().find("package 'mailer': needs 'mail'"), std::string::npos);
}

TEST(DebDatabase, WhatIsNoneIsAnError) {
  TemporaryDirectory work;
  std::vector<std::string> inputs;
  EXPECT_EQ(read_database(work.path, inputs).error().message,
            "is no database of dpkg: there is no file 'status' in it");
  work.write("status", "Package: x\n");
  EXPECT_EQ(read_database(work.path, inputs).error().message,
            "an entry without the fields Package and Status");
}

TEST_F(DebInstall, NamesThatLeadOutAreErrors) {
  const auto fault_of = [&](const tar::Entry& member) {
    installation.packages.clear();
    add("evil", "", {file("./a"), member});
    return fault();
  };
  EXPECT_EQ(fault_of(file("./../x")),
            "package 'evil': the name './../x' has a '..' in it; write where it leads");
  EXPECT_EQ(fault_of(file("/etc/passwd")), "package 'evil': '/etc/passwd' is an absolute name");
  EXPECT_EQ(fault_of(file("./x\ny")),
            "package 'evil': './x\ny' has a newline in it, which dpkg's lists cannot hold");
  EXPECT_EQ(fault_of(member(cpio::Kind::symlink, "./usr/x", "../../etc")),
            "package 'evil': the symbolic link '/usr/x' leads out of the root: '../../etc'");
  EXPECT_EQ(fault_of(member(cpio::Kind::symlink, "./usr/x", "/a/../../etc")),
            "package 'evil': the symbolic link '/usr/x' leads out of the root: '/a/../../etc'");
  EXPECT_EQ(fault_of(member(cpio::Kind::symlink, "./usr/x", "../etc/../usr")), "");
  EXPECT_EQ(
      fault_of(member(cpio::Kind::link, "./b", "../../etc/shadow")),
      "package 'evil': the hard link '/b' leads to '../../etc/shadow', which is no file of the "
      "package before it");
  EXPECT_EQ(fault_of(member(cpio::Kind::link, "./b", "/etc/shadow")),
            "package 'evil': the hard link '/b' leads to '/etc/shadow', which is no file of the "
            "package before it");
  EXPECT_EQ(fault_of(member(cpio::Kind::character, "./dev/mem")),
            "package 'evil': '/dev/mem' is a device; declare it in the root file system if it is "
            "needed");
  EXPECT_EQ(fault_of(file("./a")), "package 'evil': '/a' is in it twice");
  EXPECT_EQ(fault_of(file("./a/b")), "package 'evil': '/a/b' is below '/a', which is a file");
}

TEST_F(DebInstall, NothingIsBelowALinkOfThePackage) {
  add("evil", "", {member(cpio::Kind::symlink, "./x", "/etc"), file("./x/passwd")});
  EXPECT_EQ(fault(), "package 'evil': '/x/passwd' is below '/x', a symbolic link of the package");
}

TEST_F(DebInstall, TwoPackagesWithOneFileAreAnError) {
  add("one", "", {member(cpio::Kind::directory, "./usr/"), file("./usr/x")});
  add("two", "", {member(cpio::Kind::directory, "./usr/"), file("./usr/x")});
  EXPECT_EQ(fault(), "package 'two': '/usr/x' is in package 'one', too");
}

TEST_F(DebInstall, PackagesHaveToFit) {
  const auto fault_of = [&](const std::string& fields) {
    installation.packages.clear();
    add("other", "Provides: mail\n", {});
    add("hello", fields, {});
    return fault();
  };
  EXPECT_EQ(fault_of("Architecture: arm64\n"),
            "package 'hello': is for arm64, the system for amd64");
  EXPECT_EQ(fault_of("Architecture: all\n"), "");
  EXPECT_EQ(fault_of("Depends: other (>= 2) | none\n"),
            "package 'hello': needs 'other (>= 2) | none', which is not there; install a package "
            "with it, or have the system's own entry provide it");
  EXPECT_EQ(fault_of("Depends: other (<= 2), mail\n"), "");
  EXPECT_EQ(fault_of("Conflicts: mail\n"),
            "package 'hello': conflicts with 'mail', which 'other' is");
  EXPECT_EQ(fault_of("Breaks: other (<< 2)\n"),
            "package 'hello': breaks 'other (<< 2)', which 'other' is");
  EXPECT_EQ(fault_of("Breaks: other (<< 1)\n"), "");
}

TEST_F(DebInstall, OnePackageTwiceIsAnError) {
  add("hello", "", {});
  installation.packages.push_back(installation.packages.front());
  EXPECT_NE(fault().find("package 'hello': is in '"), std::string::npos);
}

TEST_F(DebInstall, AConffileThatIsNoneIsAnError) {
  tar::Entry conffiles = file("./conffiles");
  conffiles.data = "/etc/none\n";
  add("hello", "", {}, {conffiles});
  EXPECT_EQ(fault(), "package 'hello': the conffile '/etc/none' is no file of it");
}

}  // namespace
}  // namespace linuxbake::deb
