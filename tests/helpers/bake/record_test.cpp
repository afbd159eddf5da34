// SPDX-License-Identifier: MIT
#include "bake/record/record.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "bake/host/environment.h"
#include "bake/host/words.h"
#include "bake/record/styled_json.h"
#include "bake/toolchain/content.h"
#include "common/files.h"
#include "common/sha256.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// What string(JSON) of CMake 3.25 makes of the same object.
TEST(StyledJson, IsThatOfCMake) {
  const Json value = Json::parse(R"({"name": "n\u00e9\"x", "none": [], "empty": {},
      "short": ["COPYING", "LICENSE"], "files": {"/é": {"size": 1234567890123, "sha256": "x"}},
      "long": ["COPYINGcccccccccccccccccccccccccccccc",
               "LICENSEccccccccccccccccccccccccccccccccccccccccc"],
      "patches": [{"file": "x", "sha256": "a"}, {"file": "y", "sha256": "b"}]})");
  // A bar stands for the blank at the end of a line.
  const std::string expected = R"({
  "empty" : {},
  "files" :|
  {
    "/\u00e9" :|
    {
      "sha256" : "x",
      "size" : 1234567890123
    }
  },
  "long" :|
  [
    "COPYINGcccccccccccccccccccccccccccccc",
    "LICENSEccccccccccccccccccccccccccccccccccccccccc"
  ],
  "name" : "n\u00e9\"x",
  "none" : [],
  "patches" :|
  [
    {
      "file" : "x",
      "sha256" : "a"
    },
    {
      "file" : "y",
      "sha256" : "b"
    }
  ],
  "short" : [ "COPYING", "LICENSE" ]
})";
  EXPECT_EQ(styled_json(value), with_replaced(expected, ":|", ": "));
}

TEST(Makeflags, TellOfJobs) {
  EXPECT_EQ(jobs_of_makeflags("w -j4 --jobserver-auth=fifo:/x -j -- A=-j"),
            "-j4 --jobserver-auth=fifo:/x");
  EXPECT_EQ(jobs_of_makeflags("kw"), "");
}

TEST(Content, OfADirectoryIsNamesAndBytesNotItsPlace) {
  const TemporaryDirectory work;
  for (const char* directory : {"a", "b"})
    ASSERT_TRUE(write_file_if_different(work.path / directory / "x", "1"));
  const auto content = [&](const char* name) { return *content_of({work.path / name}); };
  EXPECT_EQ(content("a"), content("b"));
  ASSERT_TRUE(write_file_if_different(work.path / "b/x", "2"));
  EXPECT_NE(content("a"), content("b"));
  EXPECT_EQ(content("c"), "missing\n");
}

TEST(Content, OfAListIsThatOfItsFiles) {
  EXPECT_EQ(files_of_cpio_list(
                "dir /x 755 0 0\nfile /a /host/a 644 0 0\n\n file /b /host/b\nfile /c c\n"),
            (std::vector<std::filesystem::path>{"/host/a", "/host/b"}));
}

TEST(Content, OfTheSystemIsNotRead) {
  for (const char* path : {"/", "/usr/include", "/lib64", "/opt/x"})
    EXPECT_TRUE(is_of_the_system(path)) << path;
  for (const char* path : {"/home/usr", "/libX", "/usrx", "/var/lib"})
    EXPECT_FALSE(is_of_the_system(path)) << path;
}

// Else nobody who has a mirror would share anything with those who have none.
TEST(LinesOfRecords, LeaveOutWhereSourcesCameFrom) {
  const TemporaryDirectory work;
  const auto line_of = [&](const std::string& name, const std::string& source) {
    const fs::path file = work.write(name, R"({"name": "libc", "headers": {"name": "linux", )" +
                                               source + R"(}, "files": {"libc.a": {"size": 1}}})");
    return *lines_of_records({file}, "input ");
  };
  const std::string upstream = R"("version": "1", "origin": "upstream", "url": "https://a/b")";
  const std::string mirror =
      R"("version": "1", "origin": "mirror", "url": "file:///m", "file": "x")";
  const std::string other = R"("version": "2", "origin": "upstream", "url": "https://a/b")";
  EXPECT_EQ(line_of("a/record.json", upstream), line_of("b/record.json", mirror));
  EXPECT_NE(line_of("a/record.json", upstream), line_of("b/record.json", other));
  EXPECT_NE(line_of("a/other.json", upstream), line_of("b/other.json", mirror));
  const fs::path text = work.write("c/record.json", "no JSON");
  EXPECT_EQ(*lines_of_records({text}, ""), sha256("no JSON") + "\n");
}

}  // namespace
}  // namespace linuxbake::bake
