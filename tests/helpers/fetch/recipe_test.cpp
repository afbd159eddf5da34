// SPDX-License-Identifier: MIT
#include "fetch/recipe.h"

#include <gtest/gtest.h>

#include "fetch/record.h"

namespace linuxbake::fetch {
namespace {

constexpr const char* whole = R"({"name": "thing", "version": "1.0", "source_dir": "",
"sha256": "ab", "archive_name": "thing.tar", "urls": ["http://a/;[x]", "file:///é"],
"debian_source": "", "debian_package": "p", "debian_path": "usr", "license": "MIT"})";

TEST(Recipe, IsRead) {
  const auto source = parse_source(whole, "r.json");
  ASSERT_TRUE(source) << source.error().text();
  EXPECT_EQ(source->name, "thing");
  EXPECT_EQ(source->urls, (std::vector<std::string>{"http://a/;[x]", "file:///é"}));
  EXPECT_EQ(source->debian_path, "usr");
}

TEST(Recipe, HasAllMembers) {
  std::string text = whole;
  text.replace(text.find("\"sha256\": \"ab\""), 14, "\"sha256\": 12");
  EXPECT_EQ(parse_source(text, "r.json").error().text(),
            "r.json: is no recipe of a source: 'sha256' is missing, or of another type");
  EXPECT_EQ(parse_source("[]", "r.json").error().text(),
            "r.json: is no recipe of a source: it is no object");
  EXPECT_FALSE(parse_source("{", "r.json"));
}

TEST(SettingsOfSources, AreRead) {
  const auto settings = parse_settings(
      R"({"cache": "/c", "mirrors": [], "offline": true, "debian_fallback": false,
          "connect_timeout": 3, "stall_timeout": 4, "cmake": "/cmake"})",
      "s.json");
  ASSERT_TRUE(settings) << settings.error().text();
  EXPECT_EQ(settings->cache, "/c");
  EXPECT_TRUE(settings->offline);
  EXPECT_FALSE(settings->debian_fallback);
  EXPECT_EQ(settings->stall_timeout, 4U);
  EXPECT_EQ(parse_settings(R"({"cache": "/c"})", "s.json").error().text(),
            "s.json: has no settings for sources: 'cmake' is missing, or of another type");
}

TEST(RecordOfSource, LeavesOutWhatIsEmpty) {
  Record record(
      {{"version", "1"}, {"sha256", "ab"}, {"file", "f \"x\""}, {"origin", "o"}, {"url", ""}});
  EXPECT_EQ(record.text(),
            "{\n  \"file\": \"f \\\"x\\\"\",\n  \"origin\": \"o\",\n  \"sha256\": \"ab\",\n"
            "  \"version\": \"1\"\n}\n");
  record.license_files = {"COPYING"};
  const auto again = parse_record(record.text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->at("file"), "f \"x\"");
  EXPECT_EQ(again->at("url"), "");
}

TEST(RecordOfSource, IsNoneWithoutHash) {
  EXPECT_FALSE(parse_record(R"({"version": "1", "file": "f", "origin": "o"})"));
  EXPECT_FALSE(parse_record("rubbish"));
}

}  // namespace
}  // namespace linuxbake::fetch
