// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bake/host/environment.h"
#include "bake/host/words.h"
#include "bake/record/styled_json.h"
#include "bake/toolchain/content.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

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

}  // namespace
}  // namespace linuxbake::bake
