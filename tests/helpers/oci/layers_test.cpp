// SPDX-License-Identifier: MIT
#include "oci/layers.h"

#include <gtest/gtest.h>

#include "common/sha256.h"
#include "support/made_tar.h"
#include "support/temporary_directory.h"

namespace linuxbake::oci {
namespace {

class OciLayers : public testing::Test {
 protected:
  // The error's text; "" if there is none.
  std::string add(std::initializer_list<TarEntry> members) {
    const auto done = layers.add(tar_of(members));
    return done ? "" : done.error().message;
  }

  // The lines, each file's content in place of its hash.
  [[nodiscard]] std::string lines(const std::string& destination = "/") const {
    std::string text = layers.manifest(destination);
    for (std::size_t at = 0; (at = text.find("underlay ", at)) != std::string::npos;)
      text.erase(at, 9);
    for (const char* content : {"", "a", "b", "c"}) {
      const std::string hash = "contents/" + sha256(content);
      for (std::size_t at = 0; (at = text.find(hash, at)) != std::string::npos;)
        text.replace(at, hash.size(), std::string("<") + content + ">");
    }
    return text;
  }

  TemporaryDirectory work;
  Layers layers{work.path};
};

TEST_F(OciLayers, LaterLayersReplaceAddAndRemove) {
  ASSERT_EQ(add({{"etc/", '5', "", "", 0750, 1, 2},
                 {"etc/x", '0', "", "a", 0600, 3, 4},
                 {"etc/y", '0', "", "a"},
                 {"bin", '2', "usr/bin"},
                 {"usr/bin/", '5'},
                 {"opq/old"},
                 {"dir/old"},
                 {"pipe", '6'}}),
            "");
  ASSERT_EQ(add({{"etc/x", '0', "", "b", 0400},
                 {"etc/.wh.y"},
                 {"opq/new", '0', "", "c"},
                 {"opq/.wh..wh..opq"},
                 {".wh.dir"},
                 {"dir/new", '0', "", "b"},
                 {".wh..wh.plnk", '5'},
                 {".wh.never-there"}}),
            "");
  EXPECT_EQ(lines(),
            "slink /bin usr/bin 0777 0 0\n"
            "dir /dir 0755 0 0\n"
            "file /dir/new <b> 0644 0 0\n"
            "dir /etc 0750 1 2\n"
            "file /etc/x <b> 0400 0 0\n"
            "dir /opq 0755 0 0\n"
            "file /opq/new <c> 0644 0 0\n"
            "pipe /pipe 0644 0 0\n"
            "dir /usr 0755 0 0\n"
            "dir /usr/bin 0644 0 0\n");
}

TEST_F(OciLayers, WhiteoutsOfALayerSpareItsOwnFilesInAnyOrder) {
  ASSERT_EQ(add({{"a/low"}}), "");
  ASSERT_EQ(add({{"a/high"}, {"a/.wh..wh..opq"}, {"a/.wh.high"}}), "");
  EXPECT_EQ(lines(), "dir /a 0755 0 0\nfile /a/high <> 0644 0 0\n");
}

TEST_F(OciLayers, HardLinksReachIntoLowerLayersAndOutliveTheirFirstName) {
  ASSERT_EQ(add({{"a", '0', "", "a", 0755, 5, 6}, {"c", '1', "./a"}}), "");
  ASSERT_EQ(add({{"b", '1', "c"}}), "");
  EXPECT_EQ(lines(), "file /a <a> 0755 5 6\nlink /b /a\nlink /c /a\n");
  ASSERT_EQ(add({{".wh.a"}}), "");
  EXPECT_EQ(lines(), "file /b <a> 0755 5 6\nlink /c /b\n");
}

TEST_F(OciLayers, ADirectoryKeepsItsContentAFileDoesNot) {
  ASSERT_EQ(add({{"d/f"}, {"e/f"}, {"l", '2', "d"}}), "");
  ASSERT_EQ(add({{"d/", '5', "", "", 0700}, {"e", '0', "", "b"}, {"l/", '5', "", "", 0711}}), "");
  EXPECT_EQ(lines(),
            "dir /d 0700 0 0\nfile /d/f <> 0644 0 0\nfile /e <b> 0644 0 0\ndir /l 0711 0 0\n");
}

TEST_F(OciLayers, NamesBelowLinksGoWhereTheseLead) {
  ASSERT_EQ(add({{"usr/lib/", '5', "", "", 0755},
                 {"lib", '2', "usr/lib"},
                 {"var/lock", '2', "/run/lock"},
                 {"usr/up", '2', "../usr/./lib"}}),
            "");
  ASSERT_EQ(add({{"lib/x"}, {"var/lock/y"}, {"usr/up/.wh.never"}, {"usr/up/z", '1', "lib/x"}}), "");
  EXPECT_EQ(lines(),
            "slink /lib usr/lib 0777 0 0\ndir /run 0755 0 0\ndir /run/lock 0755 0 0\n"
            "file /run/lock/y <> 0644 0 0\ndir /usr 0755 0 0\ndir /usr/lib 0755 0 0\n"
            "file /usr/lib/x <> 0644 0 0\nlink /usr/lib/z /usr/lib/x\n"
            "slink /usr/up ../usr/./lib 0777 0 0\ndir /var 0755 0 0\n"
            "slink /var/lock /run/lock 0777 0 0\n");
}

TEST_F(OciLayers, WhatWantsOutOfTheRootIsRefused) {
  EXPECT_EQ(add({{"../evil"}}), "'../evil': the name has a '..' in it");
  EXPECT_EQ(add({{"a/../../evil"}}), "'a/../../evil': the name has a '..' in it");
  EXPECT_EQ(add({{"a/../.wh.x"}}), "'a/../.wh.x': the name has a '..' in it");
  ASSERT_EQ(add({{"out", '2', "../../tmp"}, {"abs", '2', "/../tmp"}, {"deep/l", '2', "../out"}}),
            "");
  const std::string leads_out = "a symbolic link above it leads out of the root";
  EXPECT_EQ(add({{"out/evil"}}), "'out/evil': " + leads_out);
  EXPECT_EQ(add({{"abs/evil"}}), "'abs/evil': " + leads_out);
  EXPECT_EQ(add({{"deep/l/evil"}}), "'deep/l/evil': " + leads_out);
  EXPECT_EQ(add({{"out/.wh.evil"}}), "'out/.wh.evil': " + leads_out);
  EXPECT_EQ(add({{"h", '1', "out/evil"}}), "'h': it is a hard link to 'out/evil': " + leads_out);
  EXPECT_EQ(add({{"h", '1', "../../etc/passwd"}}),
            "'h': it is a hard link to '../../etc/passwd': the name has a '..' in it");
}

TEST_F(OciLayers, WhatCannotBeIsRefused) {
  ASSERT_EQ(add({{"f"}, {"d/", '5'}, {"circle", '2', "circle"}}), "");
  EXPECT_EQ(add({{"f/x"}}), "'f/x': 'f' above it is a file");
  EXPECT_EQ(add({{"circle/x"}}), "'circle/x': symbolic links above it lead in a circle");
  EXPECT_EQ(add({{"h", '1', "nowhere"}}),
            "'h': it is a hard link to 'nowhere', which is not there");
  EXPECT_EQ(add({{"h", '1', "d"}}), "'h': it is a hard link to 'd', which is a directory");
  EXPECT_EQ(add({{"h", '1', "/"}}), "'h': it is a hard link to '/', which is a directory");
  EXPECT_EQ(add({{"./", '0'}}), "");  // the slash makes it a directory
  EXPECT_EQ(add({{".", '0'}}), "'.': it is the root, and no directory");
  EXPECT_EQ(add({{"d/.wh."}}), "'d/.wh.': it names nothing that is gone");
  EXPECT_EQ(add({{"d/.wh..."}}), "'d/.wh...': it names nothing that is gone");
  for (const char type : {'3', '4'}) {
    EXPECT_TRUE(add({{"dev/sda", type}}).starts_with("'dev/sda': is a device")) << type;
  }
}

// A program that goes from directory to directory would run out of its stack.
TEST_F(OciLayers, NamesThatNoSystemTakesAreRefused) {
  const auto error_of = [&](const std::string& tar) {
    const auto done = layers.add(tar);
    return done ? layers.manifest("/") : done.error().message;
  };
  EXPECT_EQ(error_of(long_name(deep_name(100'000)) + tar_of({{"x"}})),
            fmt::format("'{}…': the name has 199999 bytes, and no system takes more than 4095",
                        deep_name(30) + "/"));
  EXPECT_EQ(
      error_of(long_name(std::string(300, 'b')) + tar_of({{"x"}})),
      fmt::format("'{}…': a part of the name has 300 bytes, and no system takes more than 255",
                  std::string(60, 'b')));
  EXPECT_EQ(layers.add_directory("/" + deep_name(100'000)).error().message.substr(200'001),
            "': its name would have more than 4095 bytes, which no system takes");
  EXPECT_EQ(
      error_of(long_name(deep_name(100'000), 'K') + tar_of({{"x", '2'}})),
      fmt::format("'x': the target '{}…' has 199999 bytes, and no system takes more than 4095",
                  deep_name(30) + "/"));
}

TEST_F(OciLayers, TheDeepestNameThatThereMayBeArrives) {
  const std::string deepest = deep_name(2048);
  ASSERT_TRUE(layers.add(long_name(deepest) + tar_of({{"x"}})));
  EXPECT_TRUE(lines().ends_with("\nfile /" + deepest + " <> 0644 0 0\n"));
}

TEST_F(OciLayers, LinksDoNotLeadDeeperThanNamesDo) {
  const std::string deep = deep_name(1900);
  std::string tar =
      long_name(deep) + tar_member({"x", '5'}) + long_name(deep, 'K') + tar_member({"link", '2'});
  // Each link is where the one before leads, and leads as far again.
  std::string links = "link";
  for (int at = 0; at < 35; ++at) {
    tar += long_name(links + "/" + deep) + tar_member({"x", '5'}) +  //
           long_name(deep, 'K') + long_name(links + "/link") + tar_member({links + "/link", '2'});
    links += "/link";
  }
  const auto done = layers.add(tar + tar_of({}));
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().message.ends_with(
      "': its name would have more than 4095 bytes, which no system takes"))
      << done.error().message;
}

TEST_F(OciLayers, WhatIsDroppedIsSaidOfWhatIsThere) {
  const std::string tar =
      tar_member({"x", 'x', "", pax_record("SCHILY.xattr.user.a", "1")}) + tar_of({{"ping"}});
  ASSERT_TRUE(layers.add(tar));
  EXPECT_EQ(layers.dropped(), std::vector<std::string>{"ping (xattr.user.a)"});
}

TEST_F(OciLayers, ContentsAreThereOnceAndOldOnesGo) {
  ASSERT_EQ(add({{"a", '0', "", "same"}, {"b", '0', "", "same"}, {"c", '0', "", "other"}}), "");
  work.write("rubbish", "x");
  ASSERT_EQ(add({{".wh.c"}}), "");
  ASSERT_TRUE(layers.remove_other_contents());
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(work.path))
    names.push_back(entry.path().filename().string());
  EXPECT_EQ(names, std::vector<std::string>{sha256("same")});
}

TEST_F(OciLayers, BelowADestinationTheRootIsAnEntry) {
  ASSERT_EQ(add({{"./", '5', "", "", 0700, 1, 1}, {"two words"}}), "");
  EXPECT_EQ(lines("/c"), "dir /c 0700 1 1\nfile \"/c/two words\" <> 0644 0 0\n");
}

TEST_F(OciLayers, AFileIsWrittenWhereItsLinksLead) {
  ASSERT_EQ(add({{"usr/etc/", '5', "", "", 0755},
                 {"etc", '2', "usr/etc"},
                 {"usr/etc/passwd", '2', "real"},
                 {"usr/etc/real", '0', "", "a", 0600, 1, 2}}),
            "");
  ASSERT_TRUE(layers.write_text("/etc/passwd", "b"));
  ASSERT_TRUE(layers.write_text("/etc/new", "c"));
  ASSERT_TRUE(layers.write_text("/other/new", "c"));
  EXPECT_EQ(layers.text_of("/etc/passwd"), "b");
  EXPECT_EQ(lines(),
            "slink /etc usr/etc 0777 0 0\ndir /other 0755 0 0\nfile /other/new <c> 0644 0 0\n"
            "dir /usr 0755 0 0\ndir /usr/etc 0755 0 0\nfile /usr/etc/new <c> 0644 0 0\n"
            "slink /usr/etc/passwd real 0777 0 0\nfile /usr/etc/real <b> 0600 1 2\n");
  EXPECT_FALSE(layers.write_text("/usr/etc", "d"));
  ASSERT_EQ(add({{"up", '2', ".."}, {"circle", '2', "circle"}}), "");
  EXPECT_FALSE(layers.write_text("/up", "d"));
  EXPECT_FALSE(layers.write_text("/circle", "d"));
}

TEST_F(OciLayers, AllButTheUsersGivesWay) {
  ASSERT_EQ(add({{"etc/", '5', "", "", 0755}, {"etc/passwd"}, {"etc/motd"}}), "");
  const std::string file = "contents/" + sha256("") + " 0644 0 0\n";
  EXPECT_EQ(layers.manifest("/"), "underlay dir /etc 0755 0 0\nunderlay file /etc/motd " + file +
                                      "file /etc/passwd " + file);
  EXPECT_EQ(layers.manifest("/c").find("underlay"), std::string::npos);
}

}  // namespace
}  // namespace linuxbake::oci
