// SPDX-License-Identifier: MIT
#include "deb/control.h"

#include <gtest/gtest.h>

#include "deb/relations.h"

namespace linuxbake::deb {
namespace {

constexpr const char* hello =
    "Package: hello\nVersion: 1.0\nArchitecture: amd64\nDescription: says hello\n It does.\n .\n "
    "Again.\n";

std::string fault_of(const std::string& text) {
  const auto paragraph = parse_paragraph(text, "control");
  if (!paragraph) return paragraph.error().text();
  const auto checked = check_control(*paragraph);
  return checked ? "" : checked.error().message;
}

TEST(DebControl, IsWrittenAsItIsRead) {
  const auto paragraph = parse_paragraph(hello, "control");
  ASSERT_TRUE(paragraph);
  EXPECT_EQ(paragraph->text(), hello);
  EXPECT_EQ(paragraph->get("description"), "says hello\n It does.\n .\n Again.");
  EXPECT_EQ(fault_of(hello), "");
}

TEST(DebControl, LinesOfATextGetTheirBlanks) {
  EXPECT_EQ(folded("says hello\nIt does.\n\nAgain."), "says hello\n It does.\n .\n Again.");
}

TEST(DebControl, FieldsAreSorted) {
  Paragraph control;
  for (const char* const field : {"Description", "X", "Depends", "Version", "Package"})
    control.set(field, "1");
  sort_fields(control);
  EXPECT_EQ(control.text(), "Package: 1\nVersion: 1\nDepends: 1\nX: 1\nDescription: 1\n");
}

TEST(DebControl, SeveralParagraphsStandBetweenEmptyLines) {
  const auto paragraphs = parse_paragraphs("# a comment\nA: 1\n\n\nB: 2\nC:\n 3\n", "x");
  ASSERT_TRUE(paragraphs);
  ASSERT_EQ(paragraphs->size(), 2U);
  EXPECT_EQ(paragraphs->at(1).text(), "B: 2\nC:\n 3\n");
}

TEST(DebControl, FaultsAreLocated) {
  EXPECT_EQ(fault_of(" x\n"), "control:1: a line that continues no field");
  EXPECT_EQ(fault_of("A: 1\nnonsense\n"), "control:2: 'nonsense' is no field, as 'Package: hello'");
  EXPECT_EQ(fault_of("A: 1\na: 2\n"), "control:2: the field 'a' is there twice");
  EXPECT_EQ(fault_of("A: 1\n\nB: 2\n"), "control: has 2 paragraphs instead of one");
  EXPECT_EQ(fault_of(""), "control: has 0 paragraphs instead of one");
}

TEST(DebControl, WhatDpkgNeedsHasToBeThere) {
  EXPECT_EQ(fault_of("Package: hello\n"), "the field Version is missing");
  EXPECT_EQ(fault_of("Package: Hello\nVersion: 1\nArchitecture: all\nDescription: x\n"),
            "'Hello' is no name of a package; it has two or more of lower-case letters, digits and "
            "+ - .");
  EXPECT_EQ(fault_of("Package: hello\nVersion: 1\nArchitecture: x86_64\nDescription: x\n"),
            "'x86_64' is no architecture");
  EXPECT_EQ(fault_of(std::string(hello) + "Depends: a b\n"),
            "Depends: 'a b' is not NAME or NAME (>= VERSION); the relations are << <= = >= >>");
}

TEST(DebControl, CapitalsDoNotCountInRelations) {
  EXPECT_EQ(fault_of(std::string(hello) + "depends: a b\n"),
            "depends: 'a b' is not NAME or NAME (>= VERSION); the relations are << <= = >= >>");
}

TEST(DebControl, FieldsOfListsAndDatabasesAreNoneOfAPackage) {
  for (const char* const field : {"Status", "Conffiles", "filename", "Size", "MD5sum", "SHA256"}) {
    auto paragraph = parse_paragraph(hello, "control").value();
    paragraph.set(field, "x");
    const auto checked = check_control_of_package(paragraph);
    ASSERT_FALSE(checked) << field;
    EXPECT_EQ(checked.error().message,
              std::string("the field ") + field +
                  " is written by what lists or installs packages; a package has none of its own");
  }
  EXPECT_TRUE(check_control_of_package(parse_paragraph(hello, "control").value()));
}

Paragraph package(const std::string& version, const std::string& provides) {
  Paragraph control;
  control.set("Package", "hello");
  control.set("Version", version);
  control.set("Provides", provides);
  return control;
}

Relation relation(const std::string& text) {
  return parse_relations(text).value().front().front();
}

TEST(DebRelations, HaveAlternativesAndVersions) {
  const auto relations = parse_relations("a (>= 1.2), b | c:any (<< 2) ,\n d,");
  ASSERT_TRUE(relations);
  ASSERT_EQ(relations->size(), 3U);
  EXPECT_EQ(text_of(relations->at(0)), "a (>= 1.2)");
  EXPECT_EQ(text_of(relations->at(1)), "b | c (<< 2)");
  EXPECT_EQ(text_of(relations->at(2)), "d");
}

TEST(DebRelations, OtherWordsAreErrors) {
  for (const char* const text : {"a (1.2)", "a (> 1)", "a (>= )", "a (>= 1", "a [amd64]", "A", "|"})
    EXPECT_FALSE(parse_relations(text)) << text;
}

TEST(DebRelations, AreMetByNameOrByWhatIsProvided) {
  EXPECT_TRUE(is_it(package("1.0", ""), relation("hello (>= 1.0)")));
  EXPECT_FALSE(is_it(package("1.0", ""), relation("hello (>> 1.0)")));
  EXPECT_TRUE(provides_it(package("1.0", "greeter, x (= 2)"), relation("greeter")));
  EXPECT_FALSE(provides_it(package("1.0", "greeter, x (= 2)"), relation("greeter (>= 1)")));
  EXPECT_TRUE(provides_it(package("1.0", "greeter, x (= 2)"), relation("x (>= 1)")));
  EXPECT_FALSE(provides_it(package("1.0", "greeter, x (= 2)"), relation("x (<< 2)")));
}

}  // namespace
}  // namespace linuxbake::deb
