// SPDX-License-Identifier: MIT
#include "cpio/sink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>

#include "common/files.h"
#include "cpio/inputs.h"
#include "support.h"

namespace linuxbake::cpio {
namespace {

namespace fs = std::filesystem;

class FileSinkTest : public testing::Test {
 protected:
  // Writes `bytes` to the file "out" and returns whether it was replaced.
  [[nodiscard]] bool write(const std::string& bytes) const {
    FileSink sink;
    EXPECT_TRUE(sink.open(directory.path / "out").has_value());
    EXPECT_TRUE(sink.write(bytes).has_value());
    EXPECT_TRUE(sink.finish().has_value());
    return sink.replaced();
  }
  [[nodiscard]] long files() const {
    return std::distance(fs::directory_iterator(directory.path), fs::directory_iterator());
  }

  TemporaryDirectory directory;
};

TEST_F(FileSinkTest, ReplacesOnlyWhatDiffers) {
  EXPECT_TRUE(write("one"));
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(directory.path / "out", long_ago);
  EXPECT_FALSE(write("one"));
  EXPECT_EQ(fs::last_write_time(directory.path / "out"), long_ago);
  EXPECT_TRUE(write("two"));
  EXPECT_EQ(read_file(directory.path / "out"), "two");
  EXPECT_EQ(files(), 1);
}

TEST_F(FileSinkTest, LeavesNothingWithoutFinish) {
  EXPECT_TRUE(write("one"));
  {
    FileSink sink;
    ASSERT_TRUE(sink.open(directory.path / "out").has_value());
    ASSERT_TRUE(sink.write(std::string(3 << 20, 'x')).has_value());
  }
  EXPECT_EQ(read_file(directory.path / "out"), "one");
  EXPECT_EQ(files(), 1);
}

TEST_F(FileSinkTest, MakesItsDirectory) {
  FileSink sink;
  EXPECT_TRUE(sink.open(directory.path / "a/b/out").has_value());
  EXPECT_TRUE(sink.finish().has_value());
  EXPECT_TRUE(fs::exists(directory.path / "a/b/out"));
}

TEST_F(FileSinkTest, ADirectoryIsNotReplaced) {
  fs::create_directory(directory.path / "out");
  {
    FileSink sink;
    ASSERT_TRUE(sink.open(directory.path / "out").has_value());
    const Result<void> done = sink.finish();
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(shortened(done.error().text(), directory.path),
              "<dir>/out: cannot be written: Is a directory");
  }
  EXPECT_TRUE(fs::is_directory(directory.path / "out"));
  EXPECT_EQ(files(), 1);
}

TEST_F(FileSinkTest, CopiesBetweenWrites) {
  const std::string big(5'000'000, 'x');
  const std::string source = directory.write("source", big);
  FileSink sink;
  ASSERT_TRUE(sink.open(directory.path / "out").has_value());
  EXPECT_TRUE(sink.write("<").has_value());
  EXPECT_TRUE(sink.copy(source, big.size()).has_value());
  EXPECT_TRUE(sink.write(">").has_value());
  EXPECT_TRUE(sink.finish().has_value());
  EXPECT_EQ(read_file(directory.path / "out"), "<" + big + ">");
}

TEST_F(FileSinkTest, AFileOfAnotherFileSystemIsCopiedToo) {
  // procfs says that its files are empty; what counts is what was announced.
  FileSink sink;
  ASSERT_TRUE(sink.open(directory.path / "out").has_value());
  const Result<std::string> version = read_file("/proc/version");
  EXPECT_TRUE(sink.copy("/proc/version", version->size()).has_value());
  EXPECT_TRUE(sink.finish().has_value());
  EXPECT_EQ(read_file(directory.path / "out"), version);
}

TEST(DepfileOfAnArchive, ListsStrangePathsByLinks) {
  const TemporaryDirectory directory;
  const std::string strange = directory.write("over/a:b", "");
  const std::string depfile = (directory.path / "out.d").string();
  ASSERT_TRUE(write_depfile(depfile, "out", {"/plain", strange, strange}).has_value());
  const fs::path links = directory.path / "out.d.links";
  ASSERT_EQ(std::distance(fs::directory_iterator(links), fs::directory_iterator()), 1);
  const fs::path link = fs::directory_iterator(links)->path();
  EXPECT_EQ(fs::read_symlink(link), strange);
  // In the order of the names, and where this directory is is not ours to say.
  const auto [first, second] = std::minmax({std::string("/plain"), link.string()});
  EXPECT_EQ(read_file(depfile), "out: \\\n  " + first + " \\\n  " + second + "\n");

  ASSERT_TRUE(write_depfile(depfile, "out", {"/plain"}).has_value());
  EXPECT_FALSE(fs::exists(links));
  EXPECT_EQ(read_file(depfile), "out: \\\n  /plain\n");
}

}  // namespace
}  // namespace linuxbake::cpio
