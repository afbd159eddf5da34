// SPDX-License-Identifier: MIT
#include "common/double_quotes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace linuxbake {
namespace {

constexpr Escapes all = {.letters = "nrte", .octal = true, .nul = true};
using Kind = QuoteFault::Kind;

std::string value_of(const std::string& text, const Escapes& escapes = all) {
  std::size_t at = 0;
  const auto value = read_quoted(text, at, escapes);
  EXPECT_TRUE(value.has_value()) << text;
  EXPECT_EQ(at, text.size());
  return value.value_or("");
}

QuoteFault fault_of(const std::string& text, const Escapes& escapes = {}) {
  std::size_t at = 0;
  const auto value = read_quoted(text, at, escapes);
  EXPECT_FALSE(value.has_value()) << text;
  return value ? QuoteFault{} : value.error();
}

TEST(DoubleQuotes, HoldEscapes) {
  EXPECT_EQ(value_of(R"("a\n\r\t\e\\\"\x41\102")"), "a\n\r\t\x1b\\\"AB");
  EXPECT_EQ(value_of(R"("\x00\000")"), std::string(2, '\0'));
  EXPECT_EQ(value_of(R"("\\\"\x41")", {}), "\\\"A");
}

TEST(DoubleQuotes, EndBeforeWhatFollows) {
  std::size_t at = 2;
  EXPECT_EQ(read_quoted(R"(a "b c" d)", at, {}).value_or(""), "b c");
  EXPECT_EQ(at, 7U);
}

TEST(DoubleQuotes, FaultsAreTold) {
  EXPECT_EQ(fault_of("\"a").kind, Kind::no_end);
  EXPECT_EQ(fault_of("\"a\\").kind, Kind::cut_off);
  EXPECT_EQ(fault_of("\"\\n\"").kind, Kind::unknown);
  EXPECT_EQ(fault_of("\"\\n\"").letter, 'n');
  EXPECT_EQ(fault_of("\"\\101\"").kind, Kind::unknown);
  EXPECT_EQ(fault_of("\"\\x4\"").kind, Kind::digits);
  EXPECT_EQ(fault_of("\"\\x+1\"").kind, Kind::digits);
  EXPECT_EQ(fault_of("\"\\x00\"").kind, Kind::nul);
  EXPECT_EQ(fault_of("\"\\12\"", all).kind, Kind::digits);
  EXPECT_EQ(fault_of("\"\\777\"", all).kind, Kind::too_large);
  EXPECT_EQ(fault_of(std::string("\"\\\0\"", 4), all).kind, Kind::unknown);
}

TEST(QuotedWord, IsQuotedOnlyWhereItHasToBe) {
  EXPECT_EQ(quoted_word("/etc/issue"), "/etc/issue");
  EXPECT_EQ(quoted_word("/a b\"\\"), R"("/a b\"\\")");
  EXPECT_EQ(quoted_word("a\nb"), R"("a\x0ab")");
  EXPECT_EQ(quoted_word("/usr/bin/ünïcode"), "/usr/bin/ünïcode");
  EXPECT_EQ(quoted_word("two words"), "\"two words\"");
  EXPECT_EQ(quoted_word(""), "\"\"");
  EXPECT_EQ(quoted_word("#"), "\"#\"");
}

RC_GTEST_PROP(QuotedWord, IsReadAsItWasWritten, (const std::string& word)) {
  const std::string quoted = quoted_word(word);
  if (quoted == word) return;
  std::size_t at = 0;
  RC_ASSERT(read_quoted(quoted, at, {.letters = {}, .octal = false, .nul = true}).value() == word);
}

RC_GTEST_PROP(DoubleQuotes, NeverCrash, (const std::string& text)) {
  std::size_t at = 0;
  (void)read_quoted("\"" + text, at, all);
  RC_ASSERT(at <= text.size() + 1);
}

}  // namespace
}  // namespace linuxbake
