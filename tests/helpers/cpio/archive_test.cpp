// SPDX-License-Identifier: MIT
#include "cpio/archive.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "cpio/diff.h"
#include "cpio/list.h"
#include "support.h"

namespace linuxbake::cpio {
namespace {

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    directory.write("f", "hello");
    outcome = lay_out(directory,
                      "file /bin/f f 4755 1 2 /bin/g\nslink /s /bin/f 0777 0 0\n"
                      "nod /dev/tty 0666 0 5 c 5 0\npipe /p 1600 0 0\n\"dir\" \"/a b\" 2700 0 0\n");
  }

  TemporaryDirectory directory;
  Outcome outcome;
};

TEST_F(ArchiveTest, IsListedAsText) {
  const Result<Archive> archive = parse_archive(packed(outcome.layout));
  ASSERT_TRUE(archive.has_value()) << archive.error().text();
  EXPECT_EQ(list_text(*archive),
            "drwxr-xr-x     0     0         0 .\n"
            "drwx--S---     0     0         0 \"a b\"\n"
            "drwxr-xr-x     0     0         0 bin\n"
            "-rwsr-xr-x     1     2         5 bin/f = bin/g\n"
            "-rwsr-xr-x     1     2         5 bin/g = bin/f\n"
            "drwxr-xr-x     0     0         0 dev\n"
            "crw-rw-rw-     0     5       5,0 dev/tty\n"
            "prw------T     0     0         0 p\n"
            "lrwxrwxrwx     0     0         6 s -> /bin/f\n");
}

TEST_F(ArchiveTest, IsListedAsJson) {
  CompressOptions options;
  options.compression = Compression::gzip;
  const Outcome small = lay_out(
      directory, "file /f f 0644 0 0\nslink /s \"\\xff\" 0777 0 0\nnod /t 0600 0 0 b 8 1\n");
  const Result<Archive> archive = parse_archive(packed(small.layout, options, {.mtime = 7}));
  ASSERT_TRUE(archive.has_value());
  EXPECT_EQ(list_json(*archive), R"({
  "compressions": [
    "gzip"
  ],
  "size": 1024,
  "entries": [
    {
      "name": ".",
      "type": "directory",
      "mode": "0755",
      "uid": 0,
      "gid": 0,
      "size": 0,
      "mtime": 7
    },
    {
      "name": "f",
      "type": "file",
      "mode": "0644",
      "uid": 0,
      "gid": 0,
      "size": 5,
      "mtime": 7,
      "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    },
    {
      "name": "s",
      "type": "symlink",
      "mode": "0777",
      "uid": 0,
      "gid": 0,
      "size": 1,
      "mtime": 7,
      "target": "�"
    },
    {
      "name": "t",
      "type": "block",
      "mode": "0600",
      "uid": 0,
      "gid": 0,
      "size": 0,
      "mtime": 7,
      "device": {
        "major": 8,
        "minor": 1
      }
    }
  ]
}
)");
}

TEST_F(ArchiveTest, SeveralPartsAreReadAsTheKernelReadsThem) {
  CompressOptions options;
  std::string bytes = packed(outcome.layout);
  for (const Compression method :
       {Compression::gzip, Compression::zstd, Compression::lz4, Compression::xz}) {
    options.compression = method;
    bytes += std::string(512, '\0') + packed(outcome.layout, options);
  }
  const Result<Archive> archive = parse_archive(bytes);
  ASSERT_TRUE(archive.has_value()) << archive.error().text();
  EXPECT_EQ(archive->records.size(), 5 * outcome.layout.members.size());
  EXPECT_EQ(archive->compressions,
            (std::vector<Compression>{Compression::none, Compression::gzip, Compression::zstd,
                                      Compression::lz4, Compression::xz}));
  EXPECT_EQ(archive->records.back().hard_links, std::vector<std::string>());
  EXPECT_EQ(archive->records[3].hard_links, std::vector<std::string>{"bin/g"});
}

TEST_F(ArchiveTest, DamageIsSaidWithItsPlace) {
  const std::string good = packed(outcome.layout);
  const auto error = [](const std::string& bytes) {
    const Result<Archive> archive = parse_archive(bytes);
    return archive ? "none" : archive.error().message;
  };
  EXPECT_EQ(error(""), "no archive: there are only zeros in it");
  EXPECT_EQ(error("hello"),
            "at byte 0 of the archive: neither a newc archive nor a compressed one");
  EXPECT_EQ(error(good.substr(0, 112)),
            "at byte 112 of the archive: it has no trailer; is it cut "
            "short?");
  EXPECT_EQ(error(good.substr(0, 110)),
            "at byte 0 of the archive: it ends within a member; is it cut short?");
  EXPECT_EQ(error(good.substr(0, 150)),
            "at byte 112 of the archive: the archive ends within a "
            "header");
}

TEST_F(ArchiveTest, AnyCutIsNoticed) {
  const std::string good = packed(outcome.layout);
  const std::size_t trailer_end = good.find("TRAILER!!!") + 11;
  for (std::size_t size = 0; size < trailer_end; ++size) {
    EXPECT_FALSE(parse_archive(good.substr(0, size)).has_value()) << size;
  }
}

TEST_F(ArchiveTest, EqualOnesDoNotDiffer) {
  CompressOptions options;
  options.compression = Compression::lz4;
  const Result<Archive> left = parse_archive(packed(outcome.layout));
  const Result<Archive> right = parse_archive(packed(outcome.layout, options));
  EXPECT_EQ(diff_text(diff_archives(*left, *right)), "");
  EXPECT_EQ(diff_json(diff_archives(*left, *right)), "[]\n");
}

TEST_F(ArchiveTest, DifferencesAreToldOneByOne) {
  directory.write("g", "hallo");
  const Outcome other =
      lay_out(directory,
              "file /bin/f g 0755 1 3\nslink /s /bin/g 0777 0 0\n"
              "nod /dev/tty 0666 0 5 c 5 1\nsock /p 1600 0 0\npipe /q 0600 0 0\n");
  const Result<Archive> left = parse_archive(packed(outcome.layout));
  const Result<Archive> right = parse_archive(packed(other.layout));
  const auto differences = diff_archives(*left, *right);
  EXPECT_EQ(
      diff_text(differences),
      "\"a b\": only in the first\n"
      "bin/f: mode: 4755, 0755\n"
      "bin/f: owner: 1:2, 1:3\n"
      "bin/f: hard links: bin/g, \"\"\n"
      "bin/f: content: \"5 bytes, SHA-256 2cf24dba5fb0…\", \"5 bytes, SHA-256 d3751d33f9cd…\"\n"
      "bin/g: only in the first\n"
      "dev/tty: device: 5,0, 5,1\n"
      "p: type: fifo, socket\n"
      "q: only in the second\n"
      "s: content: /bin/f, /bin/g\n");
  EXPECT_EQ(diff_json({differences[1]}), R"([
  {
    "name": "bin/f",
    "what": "mode",
    "left": "4755",
    "right": "0755"
  }
]
)");
}

TEST_F(ArchiveTest, TheOrderAndTheInodesCountWhereNothingElseDiffers) {
  Result<Archive> left = parse_archive(packed(outcome.layout));
  Archive right = *left;
  std::swap(right.records[1], right.records[2]);
  EXPECT_EQ(diff_text(diff_archives(*left, right)),
            "order of the entries, or a name that occurs twice\n");
  right = *left;
  right.records[1].header.inode += 100;
  EXPECT_EQ(diff_text(diff_archives(*left, right)),
            "\"a b\": inode number, link count or another field\n");
}

RC_GTEST_PROP(Archive, NeverCrashesOnDamage, ()) {
  const TemporaryDirectory directory;
  directory.write("f", "hello");
  std::string bytes = packed(
      lay_out(directory, "file /bin/f f 0755 0 0 /bin/g\nslink /s /bin/f 0777 0 0\n").layout);
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, bytes.size()), rc::gen::arbitrary<char>()));
  for (const auto& [at, c] : changes) bytes[at] = c;
  const Result<Archive> archive = parse_archive(bytes);
  RC_ASSERT(archive.has_value() || !archive.error().message.empty());
  if (archive) (void)(list_text(*archive) + list_json(*archive));
}

}  // namespace
}  // namespace linuxbake::cpio
