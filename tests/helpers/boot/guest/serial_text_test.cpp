// SPDX-License-Identifier: MIT
#include "boot/guest/serial_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace linuxbake::boot {
namespace {

struct Texts {
  std::string program, kernel;
  friend bool operator==(const Texts&, const Texts&) = default;
};

class Reader {
 public:
  void feed(std::string_view bytes) { serial_.feed(bytes); }
  [[nodiscard]] const Texts& texts() const { return texts_; }

 private:
  Texts texts_;
  SerialText serial_{[this](std::string_view part, Source source) {
    std::string& text = source == Source::kernel ? texts_.kernel : texts_.program;
    if (part != "\b") {
      text += part;
    } else if (!text.empty()) {
      text.pop_back();
    }
  }};
};

Texts read(std::string_view bytes) {
  Reader reader;
  reader.feed(bytes);
  return reader.texts();
}

TEST(SerialText, DropsWhatIsForTheTerminalOnly) {
  EXPECT_EQ(read("a\r\nb\0c\a"), (Texts{"a\nb", ""}));  // a literal ends at the NUL
  EXPECT_EQ(read(std::string_view("b\0c\a", 4)), (Texts{"bc", ""}));
}

TEST(SerialText, DropsEscapeSequences) {
  EXPECT_EQ(read("/ # \x1b[6nls").program, "/ # ls");
  EXPECT_EQ(read("\x1b[1;32mok\x1b[0m").program, "ok");
  EXPECT_EQ(read("\x1b]0;title\ax\x1b]0;title\x1b\\y").program, "xy");
  EXPECT_EQ(read("\x1b(Bx\x1b=y").program, "xy");
}

TEST(SerialText, ASequenceWithoutEndDoesNotSwallowTheNextLine) {
  EXPECT_EQ(read("a\x1b[12\nb").program, "a\nb");
  EXPECT_EQ(read("a\x1b]title\nb").program, "a\nb");
}

TEST(SerialText, ABackspaceTakesBack) {
  EXPECT_EQ(read("lx\bs").program, "ls");
}

TEST(SerialText, KeepsKernelMessagesApart) {
  EXPECT_EQ(read("[    0.693147] Run /init\nhello\n"),
            (Texts{"hello\n", "[    0.693147] Run /init\n"}));
  EXPECT_EQ(read("[12345.000001] x\n").kernel, "[12345.000001] x\n");
}

TEST(SerialText, AKernelMessageMayComeInTheMiddleOfALine) {
  EXPECT_EQ(read("hel[    1.088137] input: mouse\r\nlo\n"),
            (Texts{"hello\n", "[    1.088137] input: mouse\n"}));
}

TEST(SerialText, TimeStampsWithTheCallerAreKnown) {
  EXPECT_EQ(read("[    0.000000][    T0] Linux\n").kernel, "[    0.000000][    T0] Linux\n");
}

TEST(SerialText, WhatOnlyLooksLikeATimeStampIsText) {
  for (const char* text : {"[ 1.5] x\n", "[x]\n", "[[    0.1] y\n", "[    1.000000]x\n",
                           "[1 2.000000] ", "[.000000] z\n", "[ OK ] started\n"}) {
    EXPECT_EQ(read(text), (Texts{text, ""})) << text;
  }
}

TEST(SerialText, ABracketBeforeATimeStampIsText) {
  EXPECT_EQ(read("[[    0.100000] y\n"), (Texts{"[", "[    0.100000] y\n"}));
}

rc::Gen<std::string> serial_bytes() {
  const auto piece = rc::gen::element<std::string>(
      "hello", "\r\n", "\n", "\x1b[6n", "\x1b[", "\x1b", "[    0.693147] Run\n", "[    0.6", "] ",
      "[", " ", "12", ".", "\b", "/ # ", "\x1b]0;t\a", "000001");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string all;
                        for (const std::string& part : pieces) all += part;
                        return all;
                      });
}

RC_GTEST_PROP(SerialText, ChunksDoNotMatter, ()) {
  const std::string bytes = *serial_bytes();
  Reader reader;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
    reader.feed(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  RC_ASSERT(reader.texts() == read(bytes));
}

RC_GTEST_PROP(SerialText, PlainTextPassesUnchanged, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange('!', 'Z'));
  RC_ASSERT(read(text + "\n") == (Texts{text + "\n", ""}));
}

}  // namespace
}  // namespace linuxbake::boot
