// SPDX-License-Identifier: MIT
#include "common/shell_words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "support/shell_output.h"

namespace linuxbake {
namespace {

std::string without_nul(std::string text) {
  std::erase(text, '\0');
  return text;
}

TEST(ShellWord, LeavesPlainWordsAlone) {
  EXPECT_EQ(shell_word("/usr/bin/hello"), "/usr/bin/hello");
  EXPECT_EQ(shell_word("--n=3"), "'--n=3'");  // an assignment, if it stood first
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_word("~"), "'~'");
  EXPECT_EQ(shell_word("ü"), "'ü'");
}

TEST(ShellLine, QuotesWhatHasToBeQuoted) {
  EXPECT_EQ(shell_line({"a-b", "b=/c", "", "x y", "it's", "$x"}),
            "a-b b=/c '' 'x y' 'it'\\''s' '$x'");
  EXPECT_EQ(shell_line({"a=b", "c=d"}), "'a=b' c=d");
}

RC_GTEST_PROP(ShellWord, HoldsEverything, (const std::string& word)) {
  const std::string quoted = shell_word(word);
  RC_ASSERT(quoted == word || quoted == single_quoted(word));
}

RC_GTEST_PROP(ShellLine, MeansTheSameToARealShell, (const std::vector<std::string>& texts)) {
  std::vector<std::string> words{"printf", "%s\n"};
  std::string expected;
  for (const std::string& text : texts) {
    words.push_back(without_nul(text));
    expected += words.back() + "\n";
  }
  if (texts.empty()) expected = "\n";
  RC_ASSERT(output_of_shell(shell_line(words)) == expected);
}

}  // namespace
}  // namespace linuxbake
