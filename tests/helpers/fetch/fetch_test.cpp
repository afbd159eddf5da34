// SPDX-License-Identifier: MIT
// Words of addresses and of answers, and a cache that another version has filled.
#include "fetch/fetch.h"

#include <gtest/gtest.h>

#include <sstream>

#include "common/files.h"
#include "fetch/addresses.h"
#include "fetch/http.h"
#include "fetch/silent_hosts.h"
#include "fetch/space.h"
#include "fetch/tree.h"
#include "support/temporary_directory.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

TEST(Address, IsShownWithoutThePassword) {
  EXPECT_EQ(shown_address("http://me:se@cret@host:80/a@b"), "http://host:80/a@b");
  EXPECT_EQ(shown_address("http://host/a@b"), "http://host/a@b");
  EXPECT_EQ(shown_address("/a@b"), "/a@b");
  EXPECT_EQ(host_of("http://me:secret@host:80/a@b"), "host:80");
  EXPECT_EQ(host_of("https://host"), "host");
}

TEST(LengthsOfAnswer, AreRead) {
  const Lengths part = lengths_of(
      "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-0/4242\r\nContent-Length: 1\r\n\r\n");
  EXPECT_EQ(part.of_range, 4242U);
  EXPECT_EQ(part.of_content, 1U);
  const Lengths all = lengths_of("HTTP/1.1 200 OK\r\nCONTENT-LENGTH:  17\r\n\r\n");
  EXPECT_EQ(all.of_range, std::nullopt);
  EXPECT_EQ(all.of_content, 17U);
  EXPECT_EQ(lengths_of("Content-Range: bytes 0-0/*\r\n").of_range, std::nullopt);
  EXPECT_EQ(lengths_of("Content-Length: 99999999999999999999\r\n").of_content, std::nullopt);
}

TEST(FullDisk, IsKnownByWords) {
  EXPECT_TRUE(means_no_space("tar: x: Cannot write: No space left on device"));
  EXPECT_FALSE(means_no_space("tar: x: not found"));
}

// A tree that is whole needs neither its archive nor the network.
TEST(Fetch, TakesATreeOfTheCache) {
  const TemporaryDirectory work;
  const std::string hash(64, 'a');
  const fs::path tree = work.path / "cache/sources" / ("thing-1.0-" + hash.substr(0, 16));
  for (const char* name : {"COPYING", "LICENSE.txt", "license-of-ours", "README", "Copyright/x"})
    work.write(fs::relative(tree / name, work.path).string(), "");
  work.write(fs::relative(complete_mark(tree), work.path).string(), tree_digest(tree));
  work.write("cache/downloads/thing-1.0-" + hash.substr(0, 16) + ".json",
             R"({"name" : "thing", "version" : "1.0", "requested_version" : "1.0",
                 "sha256" : ")" +
                 hash + R"(", "file" : "thing.tar", "origin" : "upstream"})");
  Source source;
  source.name = "thing";
  source.version = "1.0";
  source.sha256 = hash;
  source.archive_name = "thing.tar";
  source.license = "MIT";
  Settings settings;
  settings.cache = work.path / "cache";
  settings.offline = true;
  std::ostringstream output, errors;
  Console console("thing 1.0", output, errors);
  const Delivery delivery{work.path / "bake/source", work.path / "bake/source.json"};
  const Result<void> done = fetch(source, settings, delivery, console);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(output.str(), "-- thing 1.0: from the cache\n");
  EXPECT_EQ(fs::read_symlink(delivery.destination), tree);
  EXPECT_EQ(read_file(delivery.record).value(),
            "{\n  \"file\": \"thing.tar\",\n  \"license\": \"MIT\",\n  \"license_files\": [\n"
            "    \"COPYING\",\n    \"LICENSE.txt\",\n    \"license-of-ours\"\n  ],\n"
            "  \"name\": \"thing\",\n  \"origin\": \"upstream\",\n  \"path\": \"" +
                tree.string() + "\",\n  \"requested_version\": \"1.0\",\n  \"sha256\": \"" + hash +
                "\",\n  \"version\": \"1.0\"\n}\n");
}

}  // namespace
}  // namespace linuxbake::fetch
