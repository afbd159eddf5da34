// SPDX-License-Identifier: MIT
#include "fetch/tree.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

class TreeDigest : public testing::Test {
 protected:
  // A file that was last written 1,000 seconds after 1970.
  void write(const std::string& name, const std::string& bytes) {
    const std::string path = work.write(name, bytes);
    const timespec times[2] = {{1000, 5}, {1000, 5}};
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
  }
  TemporaryDirectory work;
};

// The lines are those of find, stat and sort, which made the marks that are in users' caches.
TEST_F(TreeDigest, IsOfSortedLines) {
  write("tree/b", "12");
  write("tree/a/c d", "1");
  write("tree/a-", "");
  EXPECT_EQ(tree_digest(work.path / "tree"), sha256("./a- 0 1000\n./a/c d 1 1000\n./b 2 1000\n"));
}

TEST_F(TreeDigest, SeesLinksThemselves) {
  write("tree/a", "12345");
  fs::create_symlink("a", work.path / "tree" / "link");
  fs::create_directory_symlink("/", work.path / "tree" / "root");
  const timespec times[2] = {{7, 0}, {7, 0}};
  for (const char* name : {"link", "root"})
    ::utimensat(AT_FDCWD, (work.path / "tree" / name).c_str(), times, AT_SYMLINK_NOFOLLOW);
  EXPECT_EQ(tree_digest(work.path / "tree"), sha256("./a 5 1000\n./link 1 7\n./root 1 7\n"));
}

TEST_F(TreeDigest, IsNoneWithoutATree) {
  EXPECT_EQ(tree_digest(work.path / "tree"), "none");
}

TEST_F(TreeDigest, RemovesWhatNobodyMayWrite) {
  write("tree/closed/a", "1");
  fs::permissions(work.path / "tree" / "closed", fs::perms::none);
  remove_everything(work.path / "tree");
  EXPECT_FALSE(fs::exists(work.path / "tree"));
}

}  // namespace
}  // namespace linuxbake::fetch
