// SPDX-License-Identifier: MIT
#include "oci/process_lines.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/shell_output.h"
#include "support/temporary_directory.h"

namespace linuxbake::oci {
namespace {

const std::string users = "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34::/srv/web:/bin/false\n";
const std::string groups = "more:x:36:root,web\n";
const std::string head = "# How the image is run; LinuxBake wrote it down.\n";

TEST(OciProcessLines, AnImageThatSaysNothingIsRootsInTheRoot) {
  EXPECT_EQ(
      process_lines(Json(), "", ""),
      head +
          "entrypoint=''\ncommand=''\n"
          "environment='\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\","
          "\"HOME=/root\"'\nuser='\"uid\":0,\"gid\":0'\ndirectory='\"/\"'\n");
}

// The parts are put together by a shell, and JSON's reader finds what was in the image.
TEST(OciProcessLines, WordsComeThroughTheShellAsTheyAre) {
  const Json words = {"it's", "a\nb", "\"$HOME\"", "", "\\ü;`x`"};
  const Json environment = {"PATH=/bin", "HOME=/", "x-y=it's", "\n=1"};
  const TemporaryDirectory work;
  const std::string file = work.write(
      "lines", process_lines({{"Entrypoint", words},
                              {"Cmd", {"$(echo no)"}},
                              {"Env", {"PATH=/bin", "HOME=/", "x-y=it's", "\n=1", "none", "=2"}},
                              {"WorkingDir", "/a \"b"},
                              {"User", "web"}},
                             users, groups));
  const Json read = parse_json(output_of_shell(
      ". " + file +
      "\nprintf '%s' \"{\\\"args\\\":[$entrypoint,$command],\\\"env\\\":[$environment],"
      "\\\"user\\\":{$user},\\\"cwd\\\":$directory}\""));
  Json all = words;
  all.push_back("$(echo no)");
  EXPECT_EQ(read.at("args"), all);
  EXPECT_EQ(read.at("env"), environment);
  EXPECT_EQ(read.at("cwd"), "/a \"b");
  EXPECT_EQ(json_text(read.at("user")), R"({"uid":33,"gid":34,"additionalGids":[36]})");
}

TEST(OciProcessLines, WhatCannotBeRunSaysWhy) {
  EXPECT_EQ(process_lines({{"User", "it's"}}, users, groups),
            head + "problem='the user '\\''it'\\''s'\\'' is not in /etc/passwd of the image'\n");
  EXPECT_EQ(process_lines({{"Cmd", {std::string("a\0b", 3)}}}, users, groups),
            head + "problem='a word of the image has a NUL in it'\n");
}

}  // namespace
}  // namespace linuxbake::oci
