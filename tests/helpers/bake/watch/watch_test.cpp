// SPDX-License-Identifier: MIT
#include "bake/watch/watch.h"

#include <gtest/gtest.h>

#include "bake/watch/cpio_list.h"
#include "common/files.h"
#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::watch {
namespace {

namespace fs = std::filesystem;

TEST(CpioList, NamesFilesOutsideOfTheTree) {
  const ScopedVariable place("LINUXBAKE_TEST_PLACE", "/place");
  EXPECT_EQ(files_outside("dir /a 0755 0 0\n"
                          "file /bin/x /host/x 0755 0 0\n"
                          "file /bin/y ${LINUXBAKE_TEST_PLACE}/y 0755 0 0\n"
                          "file /bin/z ../z 0755 0 0\n"
                          "file /bin/tree /tree/z 0755 0 0\n"
                          "file /bin/own own/z 0755 0 0\n"
                          "file /bin/source ${srctree}/z 0755 0 0\n"
                          "file /short\n",
                          "/tree"),
            (std::vector<fs::path>{"/host/x", "/place/y", "/tree/../z"}));
}

TEST(CpioList, HasVariablesOfTheEnvironment) {
  const ScopedVariable place("LINUXBAKE_TEST_PLACE", "a");
  EXPECT_EQ(with_environment("${LINUXBAKE_TEST_PLACE}${LINUXBAKE_TEST_NONE}b${c"), "ab${c");
}

class Watch : public testing::Test {
 protected:
  // The text; whether it was written anew is in `is_new`.
  std::string look() {
    const fs::file_time_type long_ago{};
    std::error_code none_yet;
    fs::last_write_time(output, long_ago, none_yet);
    const Result<void> looked = look_for_changes(watched, output);
    EXPECT_TRUE(looked) << looked.error().text();
    is_new = fs::last_write_time(output) != long_ago;
    return read_file(output).value_or("none");
  }

  TemporaryDirectory directory;
  fs::path root = directory.path / "root", output = directory.path / "out/watched";
  Watched watched{{root}, {}, directory.path / "tree"};
  bool is_new = false;
};

TEST_F(Watch, ItIsTheSameAsLongAsNothingChanges) {
  directory.write("root/a/file", "text");
  const std::string first = look();
  EXPECT_TRUE(is_new);
  EXPECT_EQ(look(), first);
  EXPECT_FALSE(is_new);
  fs::last_write_time(root / "a/file", fs::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_EQ(look(), first) << "another time alone";
  EXPECT_FALSE(is_new);
}

TEST_F(Watch, ItChangesWithContentsModesLinksAndEmptyDirectories) {
  const std::string file = directory.write("root/file", "text");
  std::string previous = look();
  const auto expect_change = [&](const char* what) {
    const std::string now = look();
    EXPECT_NE(now, previous) << what;
    previous = now;
  };
  directory.write("root/file", "TEXT");
  expect_change("content");
  fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
  expect_change("mode");
  fs::create_directory(root / "empty");
  expect_change("an empty directory");
  fs::create_symlink("file", root / "link");
  expect_change("a link");
  const std::string elsewhere = directory.write("elsewhere", "1");
  fs::create_symlink(elsewhere, root / "far");
  expect_change("a link that leads away");
  directory.write("elsewhere", "2");
  expect_change("what is behind it");
}

TEST_F(Watch, ItChangesWithTheModeOfTheDirectoryItself) {
  fs::create_directory(root);
  fs::create_directory_symlink(root, directory.path / "link");
  for (const char* name : {"root", "link"}) {
    watched.directories = {directory.path / name};
    const std::string first = look();
    fs::permissions(root, fs::perms::owner_write | fs::perms::others_exec,
                    fs::perm_options::remove);
    EXPECT_NE(look(), first) << name;
    fs::permissions(root, fs::perms::owner_write | fs::perms::others_exec, fs::perm_options::add);
  }
}

TEST_F(Watch, WhatNobodyCanReachAddsNothing) {
  fs::create_symlink("loop", directory.path / "loop");
  const fs::path overlong = directory.path / std::string(300, 'n');
  watched = {{directory.path / "loop", overlong}, {directory.path / "loop", overlong}, {}};
  EXPECT_EQ(look(), "");
}

TEST_F(Watch, ItChangesWithTheFilesOfLists) {
  const std::string file = directory.write("program", "1");
  watched = {
      {}, {directory.write("list", "file /init " + file + " 0755 0 0\n")}, directory.path / "tree"};
  const std::string first = look();
  directory.write("program", "2");
  EXPECT_NE(look(), first);
  fs::remove(file);
  EXPECT_EQ(look(), "\n");
}

TEST_F(Watch, WhatIsSomethingElseAddsNothing) {
  watched = {{directory.write("list", ""), directory.path / "none"}, {directory.path}, {}};
  EXPECT_EQ(look(), "");
}

}  // namespace
}  // namespace linuxbake::bake::watch
