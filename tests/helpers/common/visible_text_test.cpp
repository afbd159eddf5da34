// SPDX-License-Identifier: MIT
#include "common/visible_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace linuxbake {
namespace {

TEST(VisibleText, WhatPrintsNothingIsNamed) {
  EXPECT_EQ(visible_text("\xef\xbb\xbf"
                         "CONFIG_A=y\xc2\xa0"),
            "<U+FEFF>CONFIG_A=y<U+00A0>");
  EXPECT_EQ(visible_text("a\x1b[31m\r\u200b\u202e\u3000\u2028"),
            "a<U+001B>[31m<U+000D><U+200B><U+202E><U+3000><U+2028>");
}

TEST(VisibleText, OtherCharactersStay) {
  const std::string text = "a\tb\n \u00fc \u0444 \u65e5 \U0001f600";
  EXPECT_EQ(visible_text(text), text);
}

TEST(VisibleText, OfAsciiWordsEverythingElseIsNamed) {
  EXPECT_EQ(ascii_text("CONFIG_\u0422TY=y\u00a0\xff"), "CONFIG_<U+0422>TY=y<U+00A0><0xFF>");
}

TEST(VisibleText, BytesThatAreNoUtf8AreNamed) {
  EXPECT_EQ(visible_text("\xff\xc3"), "<0xFF><0xC3>");
  EXPECT_EQ(visible_text("\xc0\x80|\xed\xa0\x80|\xf4\x90\x80\x80|\xe4\xb8"),
            "<0xC0><0x80>|<0xED><0xA0><0x80>|<0xF4><0x90><0x80><0x80>|<0xE4><0xB8>");
}

TEST(VisibleText, IsCutBetweenCharacters) {
  const std::string text = "ab\u00fc\u65e5\U0001f600";
  EXPECT_EQ(cut_text(text, 100), text);
  EXPECT_EQ(cut_text(text, 3), "ab");
  EXPECT_EQ(cut_text(text, 4), "ab\u00fc");
  EXPECT_EQ(cut_text(text, 6), "ab\u00fc");
  EXPECT_EQ(cut_text(text, 7), "ab\u00fc\u65e5");
  EXPECT_EQ(cut_text(text, 10), "ab\u00fc\u65e5");
}

RC_GTEST_PROP(VisibleTextProperty, IsVisibleItself, (std::string text)) {
  const std::string shown = visible_text(text);
  RC_ASSERT(visible_text(shown) == shown);
}

TEST(Printable, ShowsControlCharacters) {
  EXPECT_EQ(printable("a\nb\t\x01\x7f é"), "a\\nb\\t\\x01\\x7f é");
  EXPECT_LT(printable(std::string(1000, 'a')).size(), 200U);
}

}  // namespace
}  // namespace linuxbake
