// SPDX-License-Identifier: MIT
#include "fetch/arguments.h"

#include <gtest/gtest.h>

namespace linuxbake::fetch {
namespace {

class ArgumentsTest : public testing::Test {
 protected:
  ArgumentsTest() {
    CommandOptions& fetch = arguments.add_command("fetch", "Get it");
    fetch.add("--recipe", recipe, Needed::yes, "What");
    fetch.add("--except", except, Needed::no, "But");
    fetch.add("--release", releases, Needed::no, "Which");
  }

  std::string recipe, except;
  std::vector<std::string> releases;
  Arguments arguments{"bake", "1.2", "Bakes"};
};

TEST_F(ArgumentsTest, AreValuesOfOptions) {
  const auto taken =
      arguments.take({"fetch", "--release", "a", "--recipe=x=y", "--release", "--b"});
  EXPECT_EQ(taken.fault, "");
  ASSERT_NE(taken.command, nullptr);
  EXPECT_EQ(taken.command->name(), "fetch");
  EXPECT_EQ(recipe, "x=y");
  EXPECT_EQ(except, "");
  EXPECT_EQ(releases, (std::vector<std::string>{"a", "--b"}));
}

TEST_F(ArgumentsTest, FaultsAreNamed) {
  const auto fault = [&](std::vector<std::string> words) {
    recipe.clear();
    Arguments fresh("bake", "1.2", "Bakes");
    fresh.add_command("fetch", "Get it").add("--recipe", recipe, Needed::yes, "What");
    return fresh.take(words).fault;
  };
  EXPECT_EQ(fault({}), "A subcommand is required");
  EXPECT_EQ(fault({"fecth"}), "'fecth' is no command");
  EXPECT_EQ(fault({"--fetch"}), "'--fetch' is no option");
  EXPECT_EQ(fault({"fetch"}), "--recipe is required");
  EXPECT_EQ(fault({"fetch", "--recipe"}), "--recipe: a value is missing");
  EXPECT_EQ(fault({"fetch", "--recipe="}), "--recipe: a value is missing");
  EXPECT_EQ(fault({"fetch", "--recipe", ""}), "--recipe: a value is missing");
  EXPECT_EQ(fault({"fetch", "--recipe", "a", "--recipe", "b"}), "--recipe is given twice");
  EXPECT_EQ(fault({"fetch", "--recipe", "a", "--other", "b"}), "'--other' is no option of fetch");
  EXPECT_EQ(fault({"fetch", "a"}), "'a' is no option of fetch");
  EXPECT_EQ(fault({"fetch", "--recipe", "a"}), "");
}

TEST_F(ArgumentsTest, HelpNamesEverything) {
  EXPECT_EQ(arguments.take({"--version"}).output, "bake 1.2\n");
  EXPECT_EQ(arguments.take({"--help"}).output,
            "Bakes\nUsage: bake [OPTIONS] SUBCOMMAND\n\nOptions:\n"
            "  -h,--help                   Print this help message and exit\n"
            "  --version                   Print the name and the version and exit\n\n"
            "Subcommands:\n"
            "  fetch                       Get it\n");
  EXPECT_EQ(arguments.take({"fetch", "-h"}).output,
            "Get it\nUsage: bake fetch [OPTIONS]\n\nOptions:\n"
            "  -h,--help                   Print this help message and exit\n"
            "  --recipe TEXT REQUIRED      What\n"
            "  --except TEXT               But\n"
            "  --release TEXT              Which\n");
}

}  // namespace
}  // namespace linuxbake::fetch
