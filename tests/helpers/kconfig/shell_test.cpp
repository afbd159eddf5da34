// SPDX-License-Identifier: MIT
#include "kconfig/shell.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "kconfig/simple_command.h"
#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

// The words of scripts/Kconfig.include.
std::string success(const std::string& command) {
  return fmt::format(R"({{ {}; }} >/dev/null 2>&1 && echo "y" || echo "n")", command);
}
std::string in_directory(const std::string& command) {
  return success(fmt::format(R"(trap "rm -rf .tmp_$$" EXIT; mkdir .tmp_$$; {})", command));
}

TEST(SimpleCommand, IsTakenApart) {
  const auto command = simple_command(in_directory("gcc -Werror -c -o .tmp_$$/tmp.o"), "here");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->words, (std::vector<std::string>{"gcc", "-Werror", "-c", "-o", "here/tmp.o"}));
  EXPECT_EQ(command->directory, "here");
  EXPECT_EQ(command->if_done, "y");
  EXPECT_EQ(command->if_failed, "n");
  EXPECT_EQ(simple_command(success("ld  -v"), "here")->directory, "");
}

TEST(SimpleCommand, LeavesToTheShellWhatOnlyAShellUnderstands) {
  for (const char* words : {"gcc *",     "gcc $CC",
                            "gcc \"a\"", "gcc 'a'",
                            "gcc a\\ b", "gcc <a",
                            "a | gcc",   "a; gcc",
                            "a && gcc",  "(gcc)",
                            "`gcc`",     "gcc ~",
                            "gcc #a",    "A=b gcc",
                            "gcc {a,b}", "gcc\ta",
                            "gcc\na",    "! gcc",
                            "gcc &",     "gcc [a]",
                            "gcc ?",     "gcc -o .tmp_$$/tmp.o",
                            ""})
    EXPECT_FALSE(simple_command(success(words), "here")) << words;
  EXPECT_FALSE(simple_command("gcc -v", "here"));
  EXPECT_FALSE(simple_command(R"({ gcc; } >/dev/null 2>&1 && echo "-n" || echo "")", "here"));
  EXPECT_FALSE(simple_command(R"({ gcc; } >/dev/null 2>&1 && echo "$A" || echo "")", "here"));
  EXPECT_FALSE(simple_command(R"({ gcc; } >/dev/null 2>&1 && echo "y")", "here"));
}

class ShellTest : public testing::Test {
 protected:
  ShellTest() {
    program("good", "test -d \"${3%/*}\"; code=$?; echo spoken; exit $code");
    program("bad", "exit 3");
    program("dying", "kill -9 $$");
    std::ofstream(path("headless")) << "exit 0\n";
    fs::permissions(path("headless"), fs::perms::owner_all);
  }

  [[nodiscard]] std::string path(const std::string& name) const { return directory_ / name; }
  void program(const std::string& name, const std::string& body) const {
    std::ofstream(path(name)) << "#!/bin/sh\n" << body << "\n";
    fs::permissions(path(name), fs::perms::owner_all);
  }

  TemporaryDirectory temporary_;
  fs::path directory_ = temporary_.path;
};

// What a shell says to the same command, word for word; eval keeps ours from being simple.
TEST_F(ShellTest, AnswersAsAShellDoes) {
  const auto shell = system_shell({{"CC", path("good")}});
  for (const char* name : {"good", "bad", "dying", "headless", "missing"})
    for (const std::string& command : {success(path(name) + " -c -o x/tmp.o"),
                                       in_directory(path(name) + " -c -o .tmp_$$/tmp.o")})
      EXPECT_EQ(*shell->run(command), *shell->run("eval; " + command)) << command;
  EXPECT_EQ(*shell->run(in_directory(path("good") + " -c -o .tmp_$$/tmp.o")), "y");
  EXPECT_EQ(*shell->run(in_directory(path("bad") + " -c -o .tmp_$$/tmp.o")), "n");
}

// A word of the shell's own is no program, even where a program has its name.
TEST_F(ShellTest, LeavesItsOwnWordsToTheShell) {
  const auto shell = system_shell({{"CC", "gcc"}});
  EXPECT_EQ(*shell->run(success("command -v sh")), "y");
  EXPECT_EQ(*shell->run(success("exit 0")), "");
  EXPECT_EQ(*shell->run(success(".")), *shell->run("eval; " + success(".")));
}

TEST_F(ShellTest, FindsTheCompilerInThePath) {
  program("linuxbake-test-cc", "exit 0");
  const ScopedVariable path("PATH", directory_.string() + ":" + std::getenv("PATH"));
  const auto shell = system_shell({{"CC", "linuxbake-test-cc -std=x"}});
  EXPECT_EQ(*shell->run(in_directory("linuxbake-test-cc -c")), "y");
}

}  // namespace
}  // namespace linuxbake::kconfig
