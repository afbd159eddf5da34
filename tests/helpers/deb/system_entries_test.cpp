// SPDX-License-Identifier: MIT
#include "deb/system_entries.h"

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace linuxbake::deb {
namespace {

// A small system: /bin leads to /usr/bin, which has a program of many names.
class DebSystemEntries : public testing::Test {
 protected:
  DebSystemEntries() {
    directory("usr");
    directory("usr/bin");
    directory("usr/share");
    link("bin", "usr/bin");
    file("usr/bin/busybox");
    file("usr/bin/dpkg");
    file("usr/bin/dpkg-deb");
    file("usr/share/table");
    link("usr/bin/vi", "busybox");
    link("usr/bin/[", "/bin/busybox");
    link("usr/bin/editor", "vi");
    link("usr/bin/away", "../../../busybox");
  }

  void directory(const std::string& name) { add(cpio::Kind::directory, name); }
  void file(const std::string& name) {
    add(cpio::Kind::file, name).location = work.write("data", "data\n");
  }
  void link(const std::string& name, const std::string& target) {
    add(cpio::Kind::symlink, name).target = target;
  }
  cpio::Member& add(cpio::Kind kind, const std::string& name) {
    members.emplace_back();
    members.back().kind = kind;
    members.back().name = name;
    return members.back();
  }

  // The error; "" if there is none.
  std::string fault(const std::string& text, const ControlFiles& control_files = {}) {
    auto controls = parse_paragraphs(text, "base.control");
    if (!controls) return controls.error().text();
    Result<Database> made =
        database_of_system(std::move(*controls), "amd64", control_files, members);
    if (!made) return made.error().text();
    result = std::move(*made);
    return "";
  }

  [[nodiscard]] std::string list(const std::string& name) const {
    for (const Present& entry : result.entries)
      if (entry.name() == name) return list_of(entry.names);
    return "no entry";
  }

  TemporaryDirectory work;
  std::vector<cpio::Member> members;
  Database result;
};

constexpr const char* three =
    "Package: names\nVersion: 1\nStatus: deinstall ok config-files\n"
    "LinuxBake-Links-To: /usr/bin/busybox\n\n"
    "Package: dpkg\nVersion: 2\nLinuxBake-Files: /usr/bin/dpkg*\n /usr/share/*\n\n"
    "Package: base\nVersion: 3\nProvides:\n# a comment\n a (= 1),\n b\n";

TEST_F(DebSystemEntries, EachNameHasOneOwner) {
  ASSERT_EQ(fault(three), "");
  EXPECT_EQ(list("names"), "/.\n/bin/[\n/bin/vi\n/usr/bin/[\n/usr/bin/vi\n");
  EXPECT_EQ(list("dpkg"),
            "/.\n/bin/dpkg\n/bin/dpkg-deb\n/usr/bin/dpkg\n/usr/bin/dpkg-deb\n/usr/share/table\n");
  EXPECT_EQ(list("base"),
            "/.\n/bin\n/bin/away\n/bin/busybox\n/bin/editor\n/usr\n/usr/bin\n/usr/bin/away\n"
            "/usr/bin/busybox\n/usr/bin/editor\n/usr/share\n");
  EXPECT_EQ(result.entries[1].sums,
            "6137cde4893c59f76f005a8123d8e8e6  usr/bin/dpkg\n"
            "6137cde4893c59f76f005a8123d8e8e6  usr/bin/dpkg-deb\n"
            "6137cde4893c59f76f005a8123d8e8e6  usr/share/table\n");
  EXPECT_EQ(result.files["info/names.links"], "/usr/bin/vi\n/usr/bin/[\n");
}

TEST_F(DebSystemEntries, StatusIsWhatAPackageHasThere) {
  ASSERT_EQ(fault(three), "");
  EXPECT_EQ(result.entries[0].status.text(),
            "Package: names\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: amd64\n"
            "Maintainer: nobody <nobody@localhost>\n"
            "Description: what the system is without packages\n");
  EXPECT_TRUE(result.entries[0].gives_way());
  EXPECT_EQ(result.entries[2].status.text(),
            "Package: base\nStatus: install ok installed\nVersion: 3\nArchitecture: amd64\n"
            "Maintainer: nobody <nobody@localhost>\nProvides: a (= 1), b\n"
            "Description: what the system is without packages\n");
}

TEST_F(DebSystemEntries, ControlFilesAreOfAnEntry) {
  ASSERT_EQ(fault(three, {{"base.postinst", "#!/bin/sh\n"},
                          {"base.triggers", "interest-noawait /bin\ninterest x\n"}}),
            "");
  EXPECT_EQ(result.files["info/base.postinst"], "#!/bin/sh\n");
  EXPECT_EQ(result.files["info/base.triggers"], "interest-noawait /bin\ninterest x\n");
  EXPECT_EQ(result.files["triggers/File"], "/bin base/noawait\n");
  EXPECT_EQ(result.files["triggers/x"], "base\n");
  for (const char* const name : {"other.postinst", "base.list", "base", "postinst"}) {
    EXPECT_EQ(fault(three, {{name, ""}}),
              std::string("'") + name +
                  "' is no control file of an entry, as 'base.postinst' is, or prerm, postrm, "
                  "preinst, config, triggers");
  }
}

TEST_F(DebSystemEntries, NothingIsUnclear) {
  const std::string base = "Package: base\nVersion: 3\n\n";
  const std::string other = "Package: other\nVersion: 3\n";
  EXPECT_EQ(fault(""), "has no paragraph");
  EXPECT_EQ(fault(base + base), "entry 'base': is there twice");
  EXPECT_EQ(fault("Package: base\n"), "entry 'base': the field Version is missing");
  EXPECT_EQ(fault(base + other),
            "entry 'other': owns what no other entry does, and so does 'base'; say with "
            "LinuxBake-Files what is whose");
  EXPECT_EQ(fault(other + "LinuxBake-Files: /usr/*\n"),
            "each entry has LinuxBake-Files or LinuxBake-Links-To; one without them has to own the "
            "rest");
  EXPECT_EQ(fault(base + other + "LinuxBake-Files: /usr/none*\n"),
            "entry 'other': LinuxBake-Files: there is no '/usr/none*' in the system, or an entry "
            "before this one has it");
  EXPECT_EQ(fault(base + other + "LinuxBake-Links-To: /usr/bin/dpkg\n"),
            "entry 'other': LinuxBake-Links-To: no symbolic link in the system names "
            "'/usr/bin/dpkg'");
  EXPECT_EQ(fault(base + other + "LinuxBake-Files: usr\n"),
            "entry 'other': LinuxBake-Files: 'usr' does not begin with '/'");
  EXPECT_EQ(fault(base + other + "LinuxBake-Files:\n"),
            "entry 'other': LinuxBake-Files names nothing");
}

}  // namespace
}  // namespace linuxbake::deb
