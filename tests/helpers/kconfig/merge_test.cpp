// SPDX-License-Identifier: MIT
#include "kconfig/merge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace linuxbake::kconfig {
namespace {

ConfigFile file(const std::string& path, std::string_view text) {
  return {path, parse_assignments(text, path).value()};
}

std::vector<std::string> texts(const std::vector<Error>& errors) {
  std::vector<std::string> all;
  for (const Error& error : errors) all.push_back(error.text());
  return all;
}

using Texts = std::vector<std::string>;

TEST(Merge, PutsWhatFragmentsSayLast) {
  const Merge merged = merge(file("base", "CONFIG_GZIP=y\n# CONFIG_XZ is not set\nCONFIG_A=1\n"),
                             {file("a", "CONFIG_XZ=y\n"), file("b", "CONFIG_GZIP=n\n")});
  EXPECT_EQ(merged_text(merged),
            "# Merged by linuxbake-kconfig from a base and its fragments.\n"
            "CONFIG_A=1\nCONFIG_XZ=y\n# CONFIG_GZIP is not set\n");
  EXPECT_TRUE(merged.contradictions.empty());
}

TEST(Merge, ReportsContradictionsWithBothPlaces) {
  const Merge merged = merge(file("base", ""), {file("a", "CONFIG_X=y\nCONFIG_Y=3\n"),
                                                file("b", "\nCONFIG_X=n\nCONFIG_Y=3\n")});
  EXPECT_EQ(texts(merged.contradictions),
            (Texts{"b:2: CONFIG_X=n contradicts a:1: CONFIG_X=y; the later one holds "
                   "(write '# override' on the line above it if that is meant)"}));
}

TEST(Merge, ContradictionInsideOneFragment) {
  const Merge merged = merge(file("base", ""), {file("a", "CONFIG_X=y\nCONFIG_X=m\n")});
  EXPECT_EQ(texts(merged.contradictions),
            (Texts{"a:2: CONFIG_X=m contradicts a:1: CONFIG_X=y; the later one holds (write '# "
                   "override' on the line above it if that is meant)"}));
}

TEST(Merge, OverrideOnPurposeIsNoContradiction) {
  const Merge merged =
      merge(file("base", ""), {file("a", "CONFIG_X=y\n"), file("b", "# override\nCONFIG_X=n\n")});
  EXPECT_TRUE(merged.contradictions.empty());
  ASSERT_EQ(merged.symbols.size(), 1U);
  EXPECT_EQ(merged.symbols[0].final.value, "n");
}

TEST(Merge, ChangingTheBaseIsNoContradiction) {
  EXPECT_TRUE(
      merge(file("base", "CONFIG_X=y\n"), {file("a", "CONFIG_X=n\n")}).contradictions.empty());
}

TEST(Merge, ProvenanceNamesEveryPlace) {
  const Merge merged = merge(file("base", "CONFIG_X=y\nCONFIG_Z=\"q\"\n"),
                             {file("a", "CONFIG_X=m\n"), file("b", "# override\nCONFIG_X=n\n")});
  EXPECT_EQ(provenance_json(merged), R"({
  "base": "base",
  "fragments": [
    "a",
    "b"
  ],
  "symbols": {
    "CONFIG_Z": {
      "value": "\"q\"",
      "file": "base",
      "line": 2
    },
    "CONFIG_X": {
      "value": "n",
      "file": "b",
      "line": 2,
      "replaced": [
        {
          "value": "y",
          "file": "base",
          "line": 1
        },
        {
          "value": "m",
          "file": "a",
          "line": 1
        }
      ]
    }
  }
}
)");
}

ConfigFile arbitrary_file(const std::string& path) {
  std::string text;
  const int lines = *rc::gen::inRange(0, 20);
  for (int i = 0; i < lines; ++i) {
    if (*rc::gen::inRange(0, 5) == 0) text += "# override\n";
    text += assignment_line("CONFIG_" + std::string(1, *rc::gen::inRange<char>('A', 'H')),
                            *rc::gen::element<std::string>("y", "m", "n", "7", "\"s\""));
    text += "\n";
  }
  return file(path, text);
}

RC_GTEST_PROP(MergeProperty, TheLastAssignmentHolds, ()) {
  const ConfigFile base = arbitrary_file("base");
  const std::vector<ConfigFile> fragments = {arbitrary_file("a"), arbitrary_file("b")};
  std::map<std::string, Assignment> expected;
  for (const Assignment& one : base.assignments) expected[one.name] = one;
  for (const ConfigFile& fragment : fragments)
    for (const Assignment& one : fragment.assignments) expected[one.name] = one;
  const Merge merged = merge(base, fragments);
  RC_ASSERT(merged.symbols.size() == expected.size());
  for (const MergedSymbol& symbol : merged.symbols)
    RC_ASSERT(symbol.final == expected.at(symbol.final.name));
}

RC_GTEST_PROP(MergeProperty, MergingTheResultAgainChangesNothing, ()) {
  const std::vector<ConfigFile> fragments = {arbitrary_file("a"), arbitrary_file("b")};
  const std::string once = merged_text(merge(arbitrary_file("base"), fragments));
  RC_ASSERT(merged_text(merge(file("once", once), {})) == once);
}

}  // namespace
}  // namespace linuxbake::kconfig
