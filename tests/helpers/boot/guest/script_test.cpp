// SPDX-License-Identifier: MIT
#include "boot/guest/script.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake::boot {
namespace {

std::string error_of(std::string_view text) {
  const auto script = parse_script(text, "s");
  return script ? std::string{} : script.error().text();
}

TEST(Script, ReadsEveryStep) {
  const auto script = parse_script(
      "# comment\n"
      "\n"
      "expect  Welcome to it \n"
      "refuse \" oops\\n\"\n"
      "shell\r\n"
      "timeout 2.5\n"
      "run ls -l /dev\n"
      "  exit 3\n"
      "\toutput one\n"
      "  output\n"
      "  output \"three \"\n"
      "  # in between\n"
      "  contains a\n"
      "  contains b\n"
      "  lacks c\n"
      "run true\n"
      "  exit any\n"
      "timeout 0\n"
      "type \\x03\n"
      "type \"\\x03\"\n"
      "send \"\"\n"
      "wait reset\n"
      "wait poweroff",
      "s");
  ASSERT_TRUE(script) << script.error().text();
  ASSERT_EQ(script->size(), 10U);
  const auto& steps = *script;
  EXPECT_EQ(steps[0], (Step{StepKind::expect, "Welcome to it", 3, 0, false, 0, {}, {}, {}}));
  EXPECT_EQ(steps[1].text, " oops\n");
  EXPECT_EQ(steps[2].kind, StepKind::shell);
  EXPECT_EQ(
      steps[3],
      (Step{StepKind::run, "ls -l /dev", 7, 2.5, false, 3, "one\n\nthree ", {"a", "b"}, {"c"}}));
  EXPECT_TRUE(steps[4].any_exit);
  EXPECT_EQ(steps[5].text, "\\x03");
  EXPECT_EQ(steps[5].seconds, 0);
  EXPECT_EQ(steps[6].text, "\x03");
  EXPECT_EQ(steps[7], (Step{StepKind::send, "", 21, 0, false, 0, {}, {}, {}}));
  EXPECT_EQ(steps[8].kind, StepKind::reset);
  EXPECT_EQ(steps[9].kind, StepKind::poweroff);
}

TEST(Script, NothingIsAScriptWithoutSteps) {
  EXPECT_EQ(parse_script("\n#\n", "s")->size(), 0U);
}

TEST(Script, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"\nexpct x",
       "s:2: unknown step 'expct' (expect, refuse, shell, run, host, send, type, eject, wait, "
       "timeout)"},
      {"expect", "s:1: 'expect' needs a text after it"},
      {"expect \"\"", "s:1: the text is empty"},
      {"expect \"x", "s:1: the closing '\"' is missing"},
      {"expect \"x\" y", "s:1: there is text after the closing '\"'"},
      {"expect \"\\q\"", "s:1: unknown escape '\\q' (n r t e \\ \" xHH)"},
      {"expect \"\\x4\"", "s:1: '\\x' needs two hexadecimal digits"},
      {"shell now", "s:1: 'shell' stands alone"},
      {"run ls", "s:1: 'run' needs a 'shell' before it"},
      {"shell\nwait reset\nrun ls", "s:3: 'run' needs a 'shell' before it"},
      {"shell\nrun \"a\\nb\"",
       "s:2: a command cannot hold control characters; 'type' can send them"},
      {"wait", "s:1: 'wait' needs 'poweroff' or 'reset', not ''"},
      {"wait shutdown", "s:1: 'wait' needs 'poweroff' or 'reset', not 'shutdown'"},
      {"timeout", "s:1: 'timeout' needs a number of seconds, not ''"},
      {"timeout 5s", "s:1: 'timeout' needs a number of seconds, not '5s'"},
      {"timeout -1", "s:1: 'timeout' needs a number of seconds, not '-1'"},
      {"timeout nan", "s:1: 'timeout' needs a number of seconds, not 'nan'"},
      {"eject now", "s:1: 'eject' stands alone"},
      {"host", "s:1: 'host' needs a program after it"},
      {"host \"a", "s:1: the closing '\"' is missing"},
      {"  exit 1", "s:1: 'exit' is indented, but there is no 'run' or 'host' above it"},
      {"shell\n  exit 1", "s:2: 'exit' is indented, but there is no 'run' or 'host' above it"},
      {"shell\nrun a\n  exit 256", "s:3: 'exit' needs a number from 0 to 255, or 'any', not '256'"},
      {"shell\nrun a\n  exit", "s:3: 'exit' needs a number from 0 to 255, or 'any', not ''"},
      {"shell\nrun a\n  print b", "s:3: unknown check 'print' (exit, output, contains, lacks)"},
      {"shell\nrun a\n  contains", "s:3: 'contains' needs a text after it"},
      {"shell\nrun " + std::string(65537, 'a'),
       "s:2: the command has 65537 characters; up to 65536 can be typed: put it into a file"},
      {"send " + std::string(4096, 'a'),
       "s:1: the line has 4096 characters, of which a terminal takes 4095; 'type' can send more to "
       "a program that reads them as they come"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(error_of(text), message) << text;
  EXPECT_EQ(error_of("send " + std::string(4095, 'a')), "");
}

TEST(Script, ProgramsOfTheHostAreWords) {
  const auto script = parse_script(
      "host ssh -p $PORT_22  me@127.0.0.1 \"a \\\"b\\\"\" $DIRECTORY/key\n"
      "  exit 255\n  contains x\n",
      "s");
  ASSERT_TRUE(script) << script.error().text();
  ASSERT_EQ(script->size(), 1U);
  EXPECT_EQ((*script)[0].exit_code, 255);
  EXPECT_EQ((*script)[0].contains, std::vector<std::string>{"x"});
  const auto filled = with_values(*script, {{"PORT_22", "4711"}, {"DIRECTORY", "/a b"}});
  ASSERT_TRUE(filled) << filled.error().text();
  EXPECT_EQ((*filled)[0].words,
            (std::vector<std::string>{"ssh", "-p", "4711", "me@127.0.0.1", "a \"b\"", "/a b/key"}));
  const auto unknown = with_values(*script, {{"DIRECTORY", "/"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().text(), "line 1 of the script: there is no $PORT_22 here");
}

TEST(Script, StepsAreShownAsTheyAreWritten) {
  const auto script = parse_script("shell\nrun ls\nexpect \"a\\n\"\nwait reset", "s");
  ASSERT_TRUE(script);
  EXPECT_EQ(step_text((*script)[0]), "shell");
  EXPECT_EQ(step_text((*script)[1]), "run ls");
  EXPECT_EQ(step_text((*script)[2]), "expect a\\n");
  EXPECT_EQ(step_text((*script)[3]), "wait reset");
}

RC_GTEST_PROP(Script, NoTextBreaksTheParser, (const std::string& text)) {
  const auto script = parse_script(text, "s");
  RC_ASSERT(script || !script.error().message.empty());
}

}  // namespace
}  // namespace linuxbake::boot
