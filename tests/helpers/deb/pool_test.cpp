// SPDX-License-Identifier: MIT
#include "deb/pool.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "common/files.h"
#include "cpio/manifest.h"
#include "deb/package.h"
#include "deb/release_date.h"
#include "support/temporary_directory.h"

namespace linuxbake::deb {
namespace {

class DebPool : public testing::Test {
 protected:
  // A package without files; returns where it is.
  std::string package(const std::string& name, const std::string& version) {
    NewPackage made;
    made.control.set("Package", name);
    made.control.set("Version", version);
    made.control.set("Architecture", "all");
    made.control.set("Description", "x");
    made.compression = cpio::Compression::none;
    return work.write(name + version + ".deb", package_bytes(std::move(made)).value());
  }

  std::string add(const std::string& name, const std::string& version) {
    return add_to_pool(repository(), "main", package(name, version)).value();
  }

  [[nodiscard]] std::filesystem::path repository() const { return work.path / "repository"; }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    const auto entries = read_pool(repository());
    if (!entries) return {entries.error().message};
    for (const PoolEntry& entry : *entries) found.push_back(entry.name);
    return found;
  }

  TemporaryDirectory work;
};

using Names = std::vector<std::string>;

TEST_F(DebPool, KeepsWhatIsThereInTheOrderOfVersions) {
  add("hello", "1.10");
  add("hello", "1:0.1");
  add("hello", "1.9");
  add("libgreet", "1");
  EXPECT_EQ(
      names(),
      (Names{"pool/main/h/hello/hello_1.9_all.deb", "pool/main/h/hello/hello_1.10_all.deb",
             "pool/main/h/hello/hello_0.1_all.deb", "pool/main/libg/libgreet/libgreet_1_all.deb"}));
}

TEST_F(DebPool, OldVersionsAreRemovedWhereItIsSaid) {
  const std::string old = add("hello", "1.0");
  add("hello", "1.1");
  add("hello", "1.2");
  add("other", "1");
  auto entries = read_pool(repository()).value();
  ASSERT_TRUE(remove_old(repository(), 1, {old}, entries));
  EXPECT_EQ(entries.size(), 3U);
  EXPECT_EQ(names(),
            (Names{"pool/main/h/hello/hello_1.0_all.deb", "pool/main/h/hello/hello_1.2_all.deb",
                   "pool/main/o/other/other_1_all.deb"}));
}

TEST_F(DebPool, AnotherFileInItIsAnError) {
  add("hello", "1.0");
  work.write("repository/pool/main/h/notes.txt", "x");
  EXPECT_EQ(names(), (Names{"is no package; only those belong into the pool"}));
}

TEST_F(DebPool, TheSameVersionTwiceIsAnError) {
  add("hello", "1.0");
  std::filesystem::copy(repository() / "pool/main/h/hello/hello_1.0_all.deb",
                        repository() / "pool/main/h/copy.deb");
  EXPECT_EQ(names(), (Names{"'pool/main/h/copy.deb' and 'pool/main/h/hello/hello_1.0_all.deb' are "
                            "the same version of one package; remove one of them"}));
}

TEST_F(DebPool, AnotherEpochOfAVersionIsAnError) {
  add("hello", "1.0");
  const auto added = add_to_pool(repository(), "main", package("hello", "1:1.0"));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().message,
            "is version 1:1.0 of hello, whose file would take the place of version 1.0: the epoch "
            "is no part of its name; give it another version, or another revision");
  EXPECT_EQ(names(), (Names{"pool/main/h/hello/hello_1.0_all.deb"}));
}

TEST_F(DebPool, WhatAKilledBuildLeftIsRemoved) {
  add("hello", "1.0");
  const std::string left = work.write("repository/pool/main/h/hello/x.deb.4194305.part", "half");
  EXPECT_EQ(names(), (Names{"pool/main/h/hello/hello_1.0_all.deb"}));
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(DebPool, LinksToDirectoriesAreFollowed) {
  add("hello", "1.0");
  std::filesystem::rename(repository() / "pool/main", work.path / "elsewhere");
  std::filesystem::create_directory_symlink(work.path / "elsewhere", repository() / "pool/main");
  EXPECT_EQ(names(), (Names{"pool/main/h/hello/hello_1.0_all.deb"}));
  std::filesystem::rename(repository() / "pool", work.path / "whole");
  std::filesystem::create_directory_symlink(work.path / "whole", repository() / "pool");
  EXPECT_EQ(names(), (Names{"pool/main/h/hello/hello_1.0_all.deb"}));
}

TEST_F(DebPool, LinksInACircleAreAnError) {
  add("hello", "1.0");
  std::filesystem::create_directory_symlink(repository() / "pool", repository() / "pool/main/self");
  EXPECT_FALSE(read_pool(repository()));
}

TEST_F(DebPool, TheNameOfTheSourceIsChecked) {
  NewPackage made;
  for (const auto& [field, value] :
       {std::pair("Package", "hello"), std::pair("Version", "1"), std::pair("Architecture", "all"),
        std::pair("Description", "x"), std::pair("Source", "..")})
    made.control.set(field, value);
  const std::string file = work.write("x.deb", package_bytes(std::move(made)).value());
  const auto added = add_to_pool(repository(), "main", file);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().message, "'..' is no name of a source package");
}

TEST_F(DebPool, TheSourceNamesTheDirectory) {
  Paragraph control;
  control.set("Package", "libgreet1");
  control.set("Source", "greet (1.2)");
  EXPECT_EQ(pool_directory_of("main", control), "main/g/greet");
}

TEST(DebDates, AreReadAsTheyAreWritten) {
  EXPECT_EQ(release_date(1700000000), "Tue, 14 Nov 2023 22:13:20 UTC");
  EXPECT_EQ(seconds_of_date("Tue, 14 Nov 2023 22:13:20 UTC"), 1700000000U);
  EXPECT_FALSE(seconds_of_date("today"));
}

}  // namespace
}  // namespace linuxbake::deb
