// SPDX-License-Identifier: MIT
// Overlays as people, and others, leave them.
#include "cpio/tree.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "support.h"

namespace linuxbake::cpio {
namespace {

namespace fs = std::filesystem;

class TreeTest : public testing::Test {
 protected:
  [[nodiscard]] Outcome outcome() const { return lay_out(directory, "tree / over\n"); }

  TemporaryDirectory directory;
};

TEST_F(TreeTest, OnlyTheExecutableBitOfTheModeCounts) {
  ::chmod(directory.write("over/script", "").c_str(), 04711);
  ::chmod(directory.write("over/text", "").c_str(), 0666);
  ::chmod(directory.write("over/d/group", "").c_str(), 0677);
  ::chmod((directory.path / "over/d").c_str(), 0700);
  const Outcome found = outcome();
  EXPECT_EQ(found.member("script").mode, 0755U);
  EXPECT_EQ(found.member("text").mode, 0644U);
  EXPECT_EQ(found.member("d/group").mode, 0644U);
  EXPECT_EQ(found.member("d").mode, 0755U);
}

TEST_F(TreeTest, TheOwnerIsTheLinesAndRootByDefault) {
  directory.write("over/f", "");
  EXPECT_EQ(outcome().member("f").uid, 0U);
  EXPECT_EQ(lay_out(directory, "tree /home over 7 8\n").member("home/f").gid, 8U);
}

TEST_F(TreeTest, SymbolicLinksAreKeptWhereverTheyLead) {
  fs::create_directory(directory.path / "over");
  fs::create_symlink("/nowhere/at/all", directory.path / "over/dangling");
  fs::create_symlink("loop", directory.path / "over/loop");
  fs::create_symlink("..", directory.path / "over/up");
  fs::create_symlink(".", directory.path / "over/self");
  const Outcome found = outcome();
  EXPECT_EQ(found.error, "");
  EXPECT_EQ(found.member("dangling").target, "/nowhere/at/all");
  EXPECT_EQ(found.member("loop").target, "loop");
  EXPECT_EQ(found.layout.members.size(), 5U);
}

TEST_F(TreeTest, AnyNameThatTheHostAllows) {
  const std::vector<std::string> names = {"new\nline",   "tab\t", " space ", "\"quote\"",
                                          "back\\slash", "#",     "ünï",     "\xff\xfe",
                                          "-rf",         "*"};
  for (const std::string& name : names) directory.write("over/" + name, name);
  const Outcome found = outcome();
  EXPECT_EQ(found.error, "");
  for (const std::string& name : names) EXPECT_EQ(found.member(name).size, name.size());
}

TEST_F(TreeTest, HardLinksOfTheHostAreFilesOfTheirOwn) {
  directory.write("over/a", "1");
  fs::create_hard_link(directory.path / "over/a", directory.path / "over/b");
  EXPECT_EQ(outcome().member("a").links, 1U);
}

TEST_F(TreeTest, APipeIsAnErrorAndDoesNotHang) {
  fs::create_directory(directory.path / "over");
  ASSERT_EQ(::mkfifo((directory.path / "over/p").c_str(), 0600), 0);
  EXPECT_EQ(outcome().error,
            "<dir>/m:1: <dir>/over/p: is a pipe, a socket or a device; declare it in the manifest "
            "(pipe, sock, nod) and take it out of the tree");
}

TEST_F(TreeTest, WhatIsNoDirectoryIsAnError) {
  directory.write("over", "");
  EXPECT_EQ(outcome().error, "<dir>/m:1: <dir>/over: cannot be listed: Not a directory");
  fs::remove(directory.path / "over");
  EXPECT_EQ(outcome().error, "<dir>/m:1: <dir>/over: cannot be listed: No such file or directory");
}

TEST_F(TreeTest, ALinkToADirectoryIsATree) {
  directory.write("real/f", "1");
  fs::create_symlink("real", directory.path / "over");
  EXPECT_EQ(outcome().member("f").size, 1U);
}

// What follows has to be done as somebody whom permissions concern.
class Nobody {
 public:
  Nobody() {
    if (::geteuid() == 0) changed_ = ::seteuid(65534) == 0;
  }
  Nobody(const Nobody&) = delete;
  Nobody& operator=(const Nobody&) = delete;
  ~Nobody() {
    if (changed_) EXPECT_EQ(::seteuid(0), 0);
  }

 private:
  bool changed_ = false;
};

TEST_F(TreeTest, AnUnreadableDirectoryIsAnError) {
  fs::create_directories(directory.path / "over/d");
  ::chmod(directory.path.c_str(), 0755);
  ::chmod((directory.path / "over/d").c_str(), 0);
  std::string error;
  {
    const Nobody nobody;
    error = outcome().error;
  }
  ::chmod((directory.path / "over/d").c_str(), 0755);
  EXPECT_EQ(error, "<dir>/m:1: <dir>/over/d: cannot be listed: Permission denied");
}

TEST_F(TreeTest, AnUnreadableFileIsAnError) {
  ::chmod(directory.path.c_str(), 0755);
  ::chmod(directory.write("over/f", "secret").c_str(), 0);
  const Outcome found = outcome();
  StringSink sink;
  Result<void> done;
  {
    const Nobody nobody;
    done = pack(found.layout, {}, {}, sink);
  }
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(shortened(done.error().text(), directory.path),
            "<dir>/m:1: <dir>/over/f: cannot be opened: Permission denied");
}

TEST_F(TreeTest, AFileThatVanishesIsAnError) {
  directory.write("over/f", "1");
  const Outcome found = outcome();
  fs::remove(directory.path / "over/f");
  StringSink sink;
  const Result<void> done = pack(found.layout, {}, {}, sink);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(shortened(done.error().text(), directory.path),
            "<dir>/m:1: <dir>/over/f: cannot be opened: No such file or directory");
}

TEST_F(TreeTest, AFileThatGrowsOrShrinksIsAnError) {
  for (const char* const bytes : {"", "1", "333"}) {
    directory.write("over/f", "22");
    const Outcome found = outcome();
    directory.write("over/f", bytes);
    FileSink file;
    ASSERT_TRUE(file.open(directory.path / "out").has_value());
    const Result<void> done = pack(found.layout, {}, {}, file);
    ASSERT_FALSE(done.has_value()) << bytes;
    EXPECT_EQ(shortened(done.error().text(), directory.path),
              "<dir>/m:1: <dir>/over/f: changed while it was read; pack again");
    EXPECT_FALSE(fs::exists(directory.path / "out"));
  }
}

}  // namespace
}  // namespace linuxbake::cpio
