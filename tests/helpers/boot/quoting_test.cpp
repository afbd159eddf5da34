// SPDX-License-Identifier: MIT
#include "boot/quoting.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake::boot {
namespace {

TEST(Quoting, EscapesHaveTheirValues) {
  EXPECT_EQ(unquoted(R"("a\n\r\t\e\\\"\x41")").value_or(""), "a\n\r\t\x1b\\\"A");
}

TEST(Quoting, MessagesShowControlCharacters) {
  EXPECT_EQ(printable("a\nb\t\x01\x7f é"), "a\\nb\\t\\x01\\x7f é");
  EXPECT_LT(printable(std::string(1000, 'a')).size(), 200U);
}

TEST(Quoting, WordsForAShell) {
  EXPECT_EQ(shell_line({"a-b=/c", "", "x y", "it's", "$x"}), "a-b=/c '' 'x y' 'it'\\''s' '$x'");
}

RC_GTEST_PROP(Quoting, ShellWordsHoldEverything, (const std::string& word)) {
  const std::string quoted = shell_word(word);
  RC_ASSERT(quoted == word || (quoted.starts_with('\'') && quoted.ends_with('\'')));
}

}  // namespace
}  // namespace linuxbake::boot
