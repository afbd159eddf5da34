// SPDX-License-Identifier: MIT
#include "boot/packing/library_search.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/temporary_directory.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

// The libraries of library_search/: `program` needs one by RUNPATH $ORIGIN/own, which needs another
// in a directory that only LD_LIBRARY_PATH names.
const fs::path tree = LINUXBAKE_LIBRARY_SEARCH;

TEST(LibrarySearch, RunpathAndLdLibraryPathAreSearched) {
  LibrarySearch search((tree / "apart").string(), "/");
  LibrarySearch::Process process;
  EXPECT_TRUE(search.load((tree / "program").string(), "/lib64/ld-linux.so", process).empty());
  EXPECT_EQ(process["libown.so"], (tree / "own" / "libown.so").string());
  EXPECT_EQ(process["libapart.so"], (tree / "apart" / "libapart.so").string());
  EXPECT_TRUE(process.contains("libc.so.6"));
}

TEST(LibrarySearch, RelativeDirectoriesAreThoseOfTheProgram) {
  LibrarySearch search("other:apart", tree.string());
  LibrarySearch::Process process;
  EXPECT_TRUE(search.load((tree / "program").string(), "", process).empty());
}

TEST(LibrarySearch, WhoNeedsWhatIsMissingIsNamed) {
  LibrarySearch search("", "/");
  LibrarySearch::Process process;
  const auto missing = search.load((tree / "program").string(), "", process);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].name, "libapart.so");
  EXPECT_EQ(missing[0].needed_by, (tree / "own" / "libown.so").string());
}

TEST(LibrarySearch, FurtherDirectoriesAreForWhatIsFoundNowhere) {
  LibrarySearch search("", "/", ":/nowhere:" + (tree / "apart").string() + ":" + tree.string());
  LibrarySearch::Process process;
  EXPECT_TRUE(search.load((tree / "program").string(), "/lib64/ld-linux.so", process).empty());
  EXPECT_EQ(process["libown.so"], (tree / "own" / "libown.so").string());
  EXPECT_EQ(process["libapart.so"], (tree / "apart" / "libapart.so").string());
  EXPECT_EQ(search.further(), Texts{(tree / "apart").string()});
}

TEST(LibrarySearch, APluginSeesWhatItsProgramHasLoaded) {
  LibrarySearch search("", "/");
  LibrarySearch::Process process = {{"libapart.so", "/somewhere"}};
  EXPECT_TRUE(search.load((tree / "own" / "libown.so").string(), "", process).empty());
}

TEST(LibrarySearch, WhatIsNoDynamicFileNeedsNothing) {
  LibrarySearch search("", "/");
  LibrarySearch::Process process;
  EXPECT_TRUE(search.load("/etc/passwd", "", process).empty());
  EXPECT_EQ(search.object("/etc/passwd"), nullptr);
}

TEST(LibrarySearch, ConfigurationsIncludeOthers) {
  const TemporaryDirectory directory;
  const std::string conf = directory.write("conf", "# no\n/a # why\ninclude d/*.conf\n/b\n");
  directory.write("d/x.conf", "/x\n");
  directory.write("d/y.other", "/y\n");
  EXPECT_EQ(configured_directories(conf), (Texts{"/a", "/x", "/b"}));
}

}  // namespace
}  // namespace linuxbake::boot
