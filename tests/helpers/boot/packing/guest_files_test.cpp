// SPDX-License-Identifier: MIT
#include "boot/packing/guest_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using cpio::Kind;

class GuestFilesTest : public testing::Test {
 protected:
  GuestFilesTest() {
    temporary.write("tree/key", "k");
    temporary.write("outside", "o");
    fs::create_directories(directory / "tree/private");
  }
  [[nodiscard]] std::string path(const char* name) const { return (directory / name).string(); }
  // The entry of a file of the directory.
  [[nodiscard]] std::optional<cpio::Statement> entry(const char* name) const {
    const cpio::Manifest manifest = files.manifest("test");
    const std::string wanted = path(name).substr(1);
    const auto found = std::find_if(manifest.statements.begin(), manifest.statements.end(),
                                    [&](const cpio::Statement& one) { return one.name == wanted; });
    if (found == manifest.statements.end()) return std::nullopt;
    return *found;
  }

  const TemporaryDirectory temporary{"linuxbake-", TemporaryDirectory::base_for_sockets()};
  const fs::path directory = fs::canonical(temporary.path);
  GuestFiles files;
};

TEST_F(GuestFilesTest, ModesAndTimesAreTheHosts) {
  ::chmod(path("tree/key").c_str(), 04710);
  ::chmod(path("tree/private").c_str(), 0700);
  const timespec times[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
  ::utimensat(AT_FDCWD, path("tree/key").c_str(), times, 0);
  ASSERT_TRUE(files.add(path("tree")));
  EXPECT_EQ(entry("tree/key")->mode, 04710U);
  EXPECT_EQ(entry("tree/key")->time, 1'000'000'000U);
  EXPECT_EQ(entry("tree/key")->uid, ::getuid());
  EXPECT_EQ(entry("tree/private")->mode, 0700U);
  EXPECT_FALSE(entry("outside"));
}

TEST_F(GuestFilesTest, PipesAndSocketsAreMade) {
  ASSERT_EQ(::mkfifo(path("tree/pipe").c_str(), 0600), 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("tree/socket").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(socket);
  ASSERT_TRUE(files.add(path("tree")));
  EXPECT_EQ(entry("tree/pipe")->kind, Kind::fifo);
  EXPECT_EQ(entry("tree/socket")->kind, Kind::socket);
}

TEST_F(GuestFilesTest, LinksOnTheWayAndWhereTheyLeadComeAlong) {
  fs::create_directory_symlink("tree", directory / "way");
  fs::create_symlink("../outside", directory / "tree/out");
  fs::create_symlink("nowhere", directory / "tree/dangling");
  const auto found = files.add(path("way/key"));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, std::vector<std::string>{path("tree/key")});
  EXPECT_EQ(entry("way")->target, "tree");
  EXPECT_EQ(entry("tree/key")->kind, Kind::file);
  EXPECT_FALSE(entry("tree/out")) << "nobody has named the directory";
  ASSERT_TRUE(files.add(path("way")));
  EXPECT_EQ(entry("tree/out")->kind, Kind::symlink);
  EXPECT_EQ(entry("tree/dangling")->target, "nowhere");
  EXPECT_EQ(entry("outside")->kind, Kind::file);
}

TEST_F(GuestFilesTest, WhatIsNotThereIsAnError) {
  const auto found = files.add(path("none"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().text(), path("none") + ": No such file or directory");
  fs::create_symlink("circle", directory / "circle");
  EXPECT_EQ(files.add(path("circle")).error().message, "Too many levels of symbolic links");
}

TEST_F(GuestFilesTest, TheGuestsOwnDirectoriesAreNotTheHosts) {
  ASSERT_TRUE(files.add(path("outside")));
  for (const cpio::Statement& one : files.manifest("test").statements) {
    if (one.name == "tmp" || one.name == "var/tmp") EXPECT_EQ(one.mode, 01777U) << one.name;
  }
}

TEST_F(GuestFilesTest, WhatTheGuestHasIsNotBroughtAgain) {
  ASSERT_TRUE(files.add(path("outside")));
  GuestFiles more(&files);
  ASSERT_TRUE(more.add(path("outside")));
  ASSERT_TRUE(more.add(path("tree/key")));
  const cpio::Manifest manifest = more.manifest("test");
  const auto has = [&](const char* name) {
    return std::any_of(manifest.statements.begin(), manifest.statements.end(),
                       [&](const cpio::Statement& one) { return one.location == path(name); });
  };
  EXPECT_FALSE(has("outside"));
  EXPECT_TRUE(has("tree/key"));
}

TEST_F(GuestFilesTest, DirectoriesThatTheHostHasNotAreMade) {
  ASSERT_TRUE(files.add_directory(path("new/one")));
  EXPECT_EQ(entry("new/one")->mode, 0755U);
  EXPECT_EQ(entry("new/one")->uid, 0U);
}

// Two tests write their own copies: they can begin from one machine.
TEST_F(GuestFilesTest, TheIdentityOfOurFilesIsWhatIsInThem) {
  GuestFiles one, same, other;
  ASSERT_TRUE(one.declare_file("etc/hosts", path("one"), "a"));
  ASSERT_TRUE(same.declare_file("etc/hosts", path("same"), "a"));
  ASSERT_TRUE(other.declare_file("etc/hosts", path("one"), "b"));
  EXPECT_EQ(one.identity(), same.identity());
  EXPECT_NE(one.identity(), other.identity());
}

TEST_F(GuestFilesTest, TheIdentityChangesWithTheMode) {
  ASSERT_TRUE(files.add(path("tree/key")));
  const std::string before = files.identity();
  ::chmod(path("tree/key").c_str(), 0400);
  GuestFiles again;
  ASSERT_TRUE(again.add(path("tree/key")));
  EXPECT_NE(before, again.identity());
}

}  // namespace
}  // namespace linuxbake::boot
