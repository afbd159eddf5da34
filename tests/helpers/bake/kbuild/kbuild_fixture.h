// SPDX-License-Identifier: MIT
// kbuild_fixture.h - a Kbuild tree with real files, for the tests of what is done with it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include "bake/kbuild/job.h"
#include "common/files.h"
#include "helpers/bake/recipe_text.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake::kbuild {

class KbuildTree : public testing::Test {
 protected:
  KbuildTree() {
    ::setenv("SOURCE_DATE_EPOCH", "0", 1);
    recipe.directory = work.path / "hello";
    recipe.tree = work.path / "tree";
    recipe.cache.directory = work.path / "cache";
    recipe.kconfig = write("kconfig", "the program");
    recipe.records = {write("libc.json", "{}")};
    recipe.base_fragments = {write("base.config", "CONFIG_A=y\n")};
    recipe.fragments = {write("hello.config", "CONFIG_B=y\n")};
    recipe.source.patches = {write("1.patch", "--- a\n")};
    recipe.source.record = write("source.json", R"({"version": "6.12", "path": "/cache/linux"})");
    recipe.outputs = {{"kernel", work.path / "images/kernel"},
                      {"config", recipe.directory / "config"}};
    configure("CONFIG_B=y\n");
  }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    EXPECT_TRUE(write_file_if_different(work.path / name, text));
    return work.path / name;
  }

  void configure(const std::string& text) const { write("tree/.config", text); }

  [[nodiscard]] std::string text_of(const std::string& name) const {
    return read_file(work.path / name).value_or("");
  }

  void be(const std::string& name) {
    recipe.name = name;
    recipe.programs = {name};
  }

  TemporaryDirectory work;
  KbuildRecipe recipe = [] {
    KbuildRecipe read = parse_kbuild_recipe(kbuild_recipe, "r.json").value();
    read.name = "linux";
    return read;
  }();
  Source source{work.path / "source", "6.12", "hash of linux"};
  std::ostringstream output, errors;
  Console console{"hello", output, errors};
  Job job{{recipe, source, console}, {"gcc 12", "bytes of gcc"}};
};

}  // namespace linuxbake::bake::kbuild
