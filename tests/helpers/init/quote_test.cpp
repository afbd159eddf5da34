// SPDX-License-Identifier: MIT
#include "init/quote.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "support/shell_output.h"

namespace linuxbake::init {
namespace {

std::string without_nul(std::string text) {
  std::erase(text, '\0');
  return text;
}

TEST(ShellCommand, HoldsNoAssignment) {
  const std::vector<std::string> words{"a=b", "--n=3", "c"};
  EXPECT_EQ(shell_command(words), "'a=b' '--n=3' c");
}

RC_GTEST_PROP(ShellCommand, MeansTheSameToARealShell, (const std::vector<std::string>& texts)) {
  std::vector<std::string> words{"printf", "%s\n"};
  std::string expected;
  for (const std::string& text : texts) {
    words.push_back(without_nul(text));
    expected += words.back() + "\n";
  }
  if (texts.empty()) expected = "\n";
  RC_ASSERT(output_of_shell(shell_command(words)) == expected);
}

TEST(CQuoted, EscapesWhatACompilerWouldChange) {
  EXPECT_EQ(c_quoted("a b"), "\"a b\"");
  EXPECT_EQ(c_quoted("\"\\\n"), R"("\042\134\012")");
  EXPECT_EQ(c_quoted("?\?/"), R"("\077\077/")");
  EXPECT_EQ(c_quoted("ü1"), R"("\303\2741")");
}

RC_GTEST_PROP(CQuoted, HoldsEveryByte, (const std::string& text)) {
  const std::string quoted = c_quoted(text);
  std::string decoded;
  for (std::size_t index = 1; index + 1 < quoted.size(); ++index) {
    if (quoted[index] != '\\') {
      decoded += quoted[index];
      continue;
    }
    decoded += static_cast<char>(std::stoi(quoted.substr(index + 1, 3), nullptr, 8));
    index += 3;
  }
  RC_ASSERT(decoded == text);
}

TEST(OneLine, IsOneLine) {
  const std::vector<std::string> words{"/bin/echo", "two\nlines", "\x1b[2J", "ü"};
  EXPECT_EQ(one_line(words), "/bin/echo two?lines ?[2J ü");
}

TEST(OneLine, IsNotCutWithinACharacter) {
  const std::vector<std::string> words{std::string(199, 'x') + "üx"};
  EXPECT_EQ(one_line(words), std::string(199, 'x') + "...");
}

RC_GTEST_PROP(OneLine, HasAnEnd, (const std::vector<std::string>& words)) {
  const std::string line = one_line(words);
  RC_ASSERT(line.size() <= 203U);
  RC_ASSERT(line.find('\n') == std::string::npos);
}

}  // namespace
}  // namespace linuxbake::init
