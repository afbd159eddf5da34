// SPDX-License-Identifier: MIT
#include "oci/run_script.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace linuxbake::oci {
namespace {

const std::string head =
    "#!/bin/sh\n# What the image says of how it is run; LinuxBake wrote it down.\n";
const std::string passwd = "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34::/:/bin/false\n";
const std::string group = "root:x:0:\nweb:x:34:\nother:x:35:\n";

std::string script(const Json& run) {
  return run_script(run, passwd, group);
}

TEST(RunScript, WordsArriveAsTheyAre) {
  EXPECT_EQ(script({{"Entrypoint", {"/bin/it's", "a b"}},
                    {"Cmd", {"$HOME", ""}},
                    {"Env", {"PATH=/bin:/x y", "1=2", "x-y=z", "EMPTY="}},
                    {"WorkingDir", "/srv/a b"}}),
            head +
                "export PATH='/bin:/x y'\n# not for a shell: '1'\n# not for a shell: 'x-y'\n"
                "export EMPTY=''\ncd '/srv/a b' || exit 126\n"
                "[ $# -gt 0 ] || set -- '$HOME' ''\nexec '/bin/it'\\''s' 'a b' \"$@\"\n");
}

TEST(RunScript, AUserIsFoundByNameAndByNumber) {
  const std::string end = "cd '/' || exit 126\n[ $# -gt 0 ] || set -- 'x'\n";
  const std::string su = "exec su -s /bin/sh 'web' -c 'exec \"$@\"' sh \"$@\"\n";
  for (const char* user : {"web", "33", "web:web", "33:34", "web:34"})
    EXPECT_EQ(script({{"Cmd", {"x"}}, {"User", user}}), head + end + su) << user;
  for (const char* user : {"", "root", "0", "0:0", "root:root"})
    EXPECT_EQ(script({{"Cmd", {"x"}}, {"User", user}}), head + end + "exec \"$@\"\n") << user;
}

TEST(RunScript, WhatCannotBeIsSaidWhenItIsRun) {
  EXPECT_EQ(script({{"Cmd", {"x"}}, {"User", "1000"}}),
            head +
                "echo '/etc/oci/run: the user 1000 is not in /etc/passwd of the image' >&2\n"
                "exit 126\n");
  EXPECT_EQ(script({{"Cmd", {"x"}}, {"User", "web:other"}}),
            head +
                "echo '/etc/oci/run: web is to have another group than its own: other' >&2\n"
                "exit 126\n");
  EXPECT_EQ(script(Json()),
            head +
                "[ $# -gt 0 ] || {\necho '/etc/oci/run: the image does not say what is run' >&2\n"
                "exit 126\n}\ncd '/' || exit 126\nexec \"$@\"\n");
}

}  // namespace
}  // namespace linuxbake::oci
