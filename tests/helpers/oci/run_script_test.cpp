// SPDX-License-Identifier: MIT
#include "oci/run_script.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "common/files.h"
#include "support/shell_output.h"
#include "support/temporary_directory.h"

namespace linuxbake::oci {
namespace {

const std::string passwd =
    "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34::/srv/web:/bin/false\n-c:x:35:36::/:/bin/sh\n"
    "odd:x:$(reboot):1::/:/bin/sh\n";
const std::string group = "root:x:0:\nweb:x:34:\nother:x:35:web,root\nmore:x:36:root,web\n";

std::string script(const Json& run) {
  return run_script(run, passwd, group);
}

// The script is run, because what counts is what a shell makes of it.
class OciRunScript : public testing::Test {
 protected:
  // What it prints, both streams, and its exit code, with these arguments.
  [[nodiscard]] std::string outcome(const Json& run, const std::string& arguments = "",
                                    const std::string& users = passwd) const {
    work.write("run", run_script(run, users, group));
    return output_of_shell("cd / && HOME=/from/outside sh '" + (work.path / "run").string() + "' " +
                           arguments + " 2>&1; echo \"exit $?\"");
  }

  // What there is in PATH, instead of all that the host has.
  [[nodiscard]] std::string only(std::initializer_list<const char*> programs) const {
    const std::filesystem::path bin = work.path / "bin";
    std::filesystem::create_directories(bin);
    std::filesystem::permissions(work.path, std::filesystem::perms(0755));  // for other users, too
    for (const char* name : programs) {
      const bool is_in_usr = std::filesystem::exists(std::string("/usr/bin/") + name);
      std::filesystem::create_symlink(std::string(is_in_usr ? "/usr/bin/" : "/bin/") + name,
                                      bin / name);
    }
    return "PATH=" + bin.string();
  }

  static bool is_root() { return ::geteuid() == 0; }

  TemporaryDirectory work;
};

TEST_F(OciRunScript, WordsArriveAsTheyAre) {
  const Json run = {{"Entrypoint", {"printf", "<%s>\\n", "it's", "a  b"}},
                    {"Cmd", {"$HOME", "", "-n", "a\nb"}}};
  EXPECT_EQ(outcome(run), "<it's>\n<a  b>\n<$HOME>\n<>\n<-n>\n<a\nb>\nexit 0\n");
  EXPECT_EQ(outcome(run, "one 'two three'"), "<it's>\n<a  b>\n<one>\n<two three>\nexit 0\n");
  EXPECT_EQ(outcome({{"Cmd", {"sh", "-c", "exit 42"}}}), "exit 42\n");
  EXPECT_EQ(outcome({{"Cmd", {"pwd"}}, {"WorkingDir", "/usr"}}), "/usr\nexit 0\n");
  EXPECT_EQ(outcome({{"Cmd", {"pwd"}}, {"WorkingDir", "usr"}}), "/usr\nexit 0\n");
}

TEST_F(OciRunScript, VariablesArriveWhateverTheirNamesAre) {
  const std::string text =
      outcome({{"Entrypoint", {"/usr/bin/env"}},
               {"Env",
                {"PATH=/bin:/usr/bin:/x y", "1=2", "x-y=it's", "-i=3", "EMPTY=", "a b=$(echo c)",
                 "IFS=0", "UID=5", "x\necho a command\n#=", "$(echo a command >&2)=4"}}});
  for (const char* line : {"PATH=/bin:/usr/bin:/x y", "1=2", "x-y=it's", "-i=3", "EMPTY=",
                           "a b=$(echo c)", "UID=5", "$(echo a command >&2)=4", "exit 0"}) {
    EXPECT_NE(("\n" + text).find(std::string("\n") + line + "\n"), std::string::npos) << line;
  }
  EXPECT_EQ(("\n" + text).find("\na command\n"), std::string::npos) << text;
}

TEST_F(OciRunScript, VariablesThatNobodyCanHaveAreSaid) {
  const Json run = {{"Cmd", {"printf", "run\n"}},
                    {"Env", {"x-y=1", "=2", "none", only({"printf"})}}};
  EXPECT_EQ(outcome(run),
            "/etc/oci/run: '=2' of the image's environment is no variable\n"
            "/etc/oci/run: 'none' of the image's environment is no variable\n"
            "/etc/oci/run: without env(1) these variables of the image are not there: 'x-y'\n"
            "run\nexit 0\n");
}

TEST_F(OciRunScript, HomeIsTheUsers) {
  const Json command = {"sh", "-c", "echo $HOME"};
  EXPECT_EQ(outcome({{"Cmd", command}}), "/root\nexit 0\n");
  EXPECT_EQ(outcome({{"Cmd", command}, {"Env", {"HOME=/own"}}}), "/own\nexit 0\n");
  if (!is_root()) GTEST_SKIP() << "only root can become others";
  EXPECT_EQ(outcome({{"Cmd", command}, {"User", "web"}}), "/srv/web\nexit 0\n");
  EXPECT_EQ(outcome({{"Cmd", command}, {"User", "1234"}}), "/\nexit 0\n");
}

TEST_F(OciRunScript, UsersAreNamesOrNumbersOfThoseWhomNobodyKnows) {
  if (!is_root()) GTEST_SKIP() << "only root can become others";
  const std::pair<const char*, const char*> users[] = {{"", "0 0 0"},
                                                       {"root", "0 0 0"},
                                                       {"0:0", "0 0 0"},
                                                       {"web", "33 34 34 35 36"},
                                                       {"33", "33 34 34 35 36"},
                                                       {"web:other", "33 35 35"},
                                                       {"33:34", "33 34 34"},
                                                       {"-c", "35 36 36"},
                                                       {"1234", "1234 0 0"},
                                                       {"1234:2345", "1234 2345 2345"},
                                                       {"1234:web", "1234 34 34"},
                                                       {"0:5", "0 5 5"}};
  for (const auto& [user, ids] : users) {
    const std::string all =
        outcome({{"Cmd", {"sh", "-c", "echo $(id -u) $(id -g) $(id -G)"}}, {"User", user}});
    EXPECT_EQ(all, std::string(ids) + "\nexit 0\n") << user;
  }
}

// As the host's su has it; that of BusyBox is tried in a machine.
TEST_F(OciRunScript, SuDoesWithoutSetpriv) {
  if (!is_root()) GTEST_SKIP() << "only root can become others";
  const std::string users = read_file("/etc/passwd").value_or("");
  const Json run = {{"Entrypoint", {"sh", "-c", "echo $(id -un) $HOME $* $X", "sh"}},
                    {"Cmd", {"-g", "a b", "--help"}},
                    {"User", "daemon"},
                    {"Env", {"HOME=/own", "X=x", only({"sh", "id", "su"})}}};
  EXPECT_EQ(outcome(run, "", users), "daemon /own -g a b --help x\nexit 0\n");
}

TEST_F(OciRunScript, WhatCannotBeIsSaidWhenItIsRun) {
  EXPECT_EQ(outcome({{"Cmd", {"x"}}, {"User", "nobody-knows"}}),
            "/etc/oci/run: the user 'nobody-knows' is not in /etc/passwd of the image\nexit 126\n");
  EXPECT_EQ(outcome({{"Cmd", {"x"}}, {"User", "web:it's"}}),
            "/etc/oci/run: the group 'it's' is not in /etc/group of the image\nexit 126\n");
  EXPECT_EQ(outcome({{"Cmd", {"x"}}, {"User", "odd"}}),
            "/etc/oci/run: the user 'odd' has no numbers in /etc/passwd of the image\nexit 126\n");
  EXPECT_EQ(outcome({{"Cmd", {"x"}}, {"User", "99999999999"}}),
            "/etc/oci/run: the user '99999999999' is not in /etc/passwd of the image\nexit 126\n");
  EXPECT_EQ(outcome({{"Cmd", {std::string("a\0b", 3)}}}),
            "/etc/oci/run: a word of the image has a NUL in it\nexit 126\n");
  EXPECT_EQ(outcome(Json()), "/etc/oci/run: the image does not say what is run\nexit 126\n");
  EXPECT_EQ(outcome(Json(), "echo it runs"), "it runs\nexit 0\n");
  if (!is_root()) GTEST_SKIP() << "only root can become others";
  EXPECT_EQ(outcome({{"Cmd", {"x"}}, {"User", "1234"}, {"Env", {only({"id"})}}}),
            "/etc/oci/run: there is no program that makes it the user '1234': setpriv, setuidgid, "
            "chpst\nexit 126\n");
}

TEST_F(OciRunScript, TheTextIsPlain) {
  EXPECT_EQ(script({{"Cmd", {"/bin/x"}}, {"Env", {"A=b"}}, {"WorkingDir", "/srv"}}),
            "#!/bin/sh\n# What the image says of how it is run; LinuxBake wrote it down.\n"
            "export A='b'\nexport HOME='/root'\ncd '/srv' || exit 126\n"
            "[ \"$#\" -gt 0 ] || set -- '/bin/x'\nexec \"$@\"\n");
}

}  // namespace
}  // namespace linuxbake::oci
