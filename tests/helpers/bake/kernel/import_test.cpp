// SPDX-License-Identifier: MIT
#include "bake/kernel/import.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bake/record/styled_json.h"
#include "common/files.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::kernel {
namespace {

const std::string recipe = R"({"kind": "import", "target": "k", "arch": "x86_64", "file": "/k",
"config": "", "record": "/r"})";

TEST(ImportRecipe, IsRead) {
  const auto read = parse_import_recipe(recipe, "r.json");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->file, "/k");
  EXPECT_EQ(read->record, "/r");
}

TEST(ImportRecipe, IsOfItsKindAndWhole) {
  EXPECT_EQ(parse_import_recipe(R"({"kind": "iso"})", "r.json").error().text(),
            "r.json: is no recipe of an import: 'kind' has to be \"import\"");
  EXPECT_EQ(parse_import_recipe(R"({"kind": "import"})", "r.json").error().text(),
            "r.json: is no recipe of an import: 'target' is missing; it has to be a string");
}

TEST(Import, IsWrittenDown) {
  const TemporaryDirectory directory;
  ImportRecipe import{"k", "aarch64", directory.write("a \"b\"", "no x86"), {}, {}};
  import.record = directory.path / "record.json";
  ASSERT_TRUE(write_record_of_import(import));
  Json expected = Json::parse(R"({"arch": "aarch64", "name": "linux", "version": "",
      "source": {"origin": "imported", "file": "a \"b\""},
      "files": {"kernel": {"size": 6,
        "sha256": "245b08b7bf23a59d20d2ccf7bc3176e61bd3e110222f35c80ebdb07f6eddd622"}}})");
  EXPECT_EQ(read_file(import.record), styled_json(expected) + "\n");
  import.config = directory.write("config", "");
  ASSERT_TRUE(write_record_of_import(import));
  expected["config"]["sha256"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  EXPECT_EQ(read_file(import.record), styled_json(expected) + "\n");
  import.file = directory.path / "none";
  EXPECT_FALSE(write_record_of_import(import));
}

}  // namespace
}  // namespace linuxbake::bake::kernel
