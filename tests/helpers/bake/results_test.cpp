// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <sstream>

#include "bake/results/directory.h"
#include "bake/results/store.h"
#include "common/files.h"
#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

class Results : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file_if_different(work.path / "made", "bytes"));
    ASSERT_TRUE(store.keep(key, "the inputs", {{"kept", work.path / "made"}}));
  }

  fs::path entry() const { return cache.directory / "results" / key; }

  void damage(const char* name, const char* bytes) {
    fs::remove(entry() / name);
    ASSERT_TRUE(write_file_if_different(entry() / name, bytes));
  }

  TemporaryDirectory work;
  Cache cache{work.path / "cache", {}};
  std::ostringstream output, errors;
  Console console{"hello", output, errors};
  Store store{cache, console};
  std::string key = sha256("the inputs");
};

TEST_F(Results, AreFound) {
  EXPECT_EQ(store.find(key), entry());
  EXPECT_EQ(*read_file(entry() / "kept"), "bytes");
  EXPECT_EQ(*read_file(entry() / "inputs"), "the inputs");
  EXPECT_EQ(store.find(sha256("others")), std::nullopt);
}

TEST_F(Results, ThatAreDamagedAreRemoved) {
  damage("kept", "bits");
  EXPECT_EQ(store.find(key), std::nullopt);
  EXPECT_EQ(errors.str(), "hello: the stored result " + entry().string() +
                              " is damaged (kept is not what was stored); it is removed and built "
                              "again.\n");
  EXPECT_FALSE(fs::exists(entry()));
}

TEST_F(Results, HaveSums) {
  EXPECT_EQ(fault_of_entry(entry(), key), "");
  EXPECT_EQ(fault_of_entry(entry(), sha256("others")), "it belongs to other inputs");
  damage("SHA256SUMS", "no sums\n");
  EXPECT_EQ(fault_of_entry(entry(), key), "SHA256SUMS is not readable");
  damage("SHA256SUMS", "");
  EXPECT_EQ(fault_of_entry(entry(), key), "SHA256SUMS is empty");
  fs::remove(entry() / "SHA256SUMS");
  EXPECT_EQ(fault_of_entry(entry(), key), "SHA256SUMS is missing");
}

TEST_F(Results, OfWhoWasQuickerStay) {
  ASSERT_TRUE(store.keep(key, "the inputs", {{"kept", work.path / "made"}}));
  EXPECT_EQ(store.find(key), entry());
  const auto entries = fs::directory_iterator(cache.directory / "results");
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

// CMake packs and unpacks here, as in a build.
TEST_F(Results, AreDirectories) {
  int made = 0;
  WantedDirectory wanted{work.path / "root", "inputs of a directory", "hello 1.0", {}};
  wanted.make = [&](const fs::path& directory) {
    ++made;
    return write_file_if_different(directory / "usr/é", "x").map([](bool) {});
  };
  const Archiver archiver{cache, "cmake"};
  ASSERT_TRUE(make_or_take(wanted, archiver, console));
  fs::remove_all(wanted.path);
  ASSERT_TRUE(make_or_take(wanted, archiver, console));
  EXPECT_EQ(*read_file(work.path / "root/usr/é"), "x");
  EXPECT_EQ(made, 1);
  wanted.is_of_own_source = true;
  ASSERT_TRUE(make_or_take(wanted, archiver, console));
  EXPECT_EQ(made, 2);
  wanted.inputs = "inputs that nobody knows";
  ASSERT_TRUE(make_or_take(wanted, archiver, console));
  EXPECT_EQ(store.find(sha256(wanted.inputs)), std::nullopt);
  EXPECT_EQ(output.str(),
            "-- hello: building hello 1.0\n"
            "-- hello: hello 1.0 was built before, taken from the cache\n"
            "-- hello: building hello 1.0\n"
            "-- hello: building hello 1.0\n");
}

}  // namespace
}  // namespace linuxbake::bake
