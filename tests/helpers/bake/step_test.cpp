// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bake/record/record.h"
#include "bake/source/source.h"
#include "bake/step/compiler_line.h"
#include "bake/step/jobs.h"
#include "bake/step/renew.h"
#include "common/files.h"
#include "helpers/bake/recipe_text.h"
#include "support/scoped_variable.h"
#include "support/temporary_directory.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

class Step : public testing::Test {
 protected:
  Step() {
    recipe.directory = work.path;
    recipe.tree = work.path / "tree";
    recipe.cache.directory = work.path / "cache";
    recipe.cmake = "cmake";
    recipe.source.record = work.path / "source.json";
    recipe.source.link = work.path / "source";
    fs::create_directories(recipe.tree);
  }

  TemporaryDirectory work;
  PackageRecipe recipe = parse_package_recipe(package_recipe, "r.json").value();
  std::ostringstream output;
  Console console{"hello", output, output};
};

TEST_F(Step, HasACompilerInALine) {
  EXPECT_EQ(compiler_line(recipe, {"gcc", "-m32"}), "gcc -m32");
  recipe.compiler_cache = "/ccache";
  EXPECT_EQ(compiler_line(recipe, {"gcc", "-m32"}), "/ccache gcc -m32");
  EXPECT_EQ(compiler_line(recipe, {}), "");
}

TEST_F(Step, RunsJobsInThePool) {
  const ScopedVariable jobs("CMAKE_BUILD_PARALLEL_LEVEL");
  const Words words = {"/jobs",
                       "run",
                       "--pool",
                       recipe.cache.directory / "locks/jobs",
                       "--title",
                       "hello",
                       "--quiet",
                       "--log",
                       work.path / "make.log"};
  EXPECT_EQ(jobs_words(recipe, "make"), words);
  jobs.set("3");
  const Words three = jobs_words(recipe, "make");
  EXPECT_EQ(Words(three.begin() + 6, three.begin() + 8), (Words{"--jobs", "3"}));
  jobs.set("0x");
  EXPECT_EQ(jobs_words(recipe, "make"), words);
}

TEST_F(Step, ShowsHowFarItsJobsAre) {
  const Words shown = jobs_words(recipe, "make", {true, "100"});
  EXPECT_EQ(Words(shown.begin() + 6, shown.end()),
            (Words{"--log", work.path / "make.log", "--expect", "100"}));
}

TEST_F(Step, RunsMake) {
  recipe.jobs = "echo";
  EXPECT_TRUE(run_make(recipe, {"make all", "make", {}}));
  recipe.jobs = "false";
  EXPECT_EQ(run_make(recipe, {"make all", "make", {}}).error().text(), "make all failed (1).");
}

TEST_F(Step, MakesAResultOnce) {
  int made = 0;
  WantedDirectory wanted{recipe.tree / "root", "the inputs", "hello", {}};
  wanted.make = [&](const fs::path& directory) {
    ++made;
    return write_file_if_different(directory / "x", "").map([](bool) {});
  };
  const auto make = [&] {
    EXPECT_TRUE(renew_unless_current(recipe, wanted, wanted.path / "x", console));
    EXPECT_TRUE(note_current(recipe, wanted.inputs));
  };
  make();
  make();
  EXPECT_EQ(output.str(), "-- hello: building hello\n");
  fs::remove(wanted.path / "x");
  make();  // it is gone
  fs::remove(work.path / "built");
  make();  // a step has ended before it was noted
  EXPECT_EQ(made, 1);
  wanted.inputs = "other inputs";
  make();
  EXPECT_EQ(made, 2);
  wanted.is_of_own_source = true;
  make();
  EXPECT_EQ(made, 3);
}

TEST_F(Step, FetchesWhatIsAway) {
  recipe.source.fetch = {"false"};
  EXPECT_EQ(fetch_if_away(recipe.source, "linux", SourceExtent::whole).error().text(),
            "fetching linux failed (1).");
  fs::create_directories(recipe.source.link);
  EXPECT_FALSE(fetch_if_away(recipe.source, "linux", SourceExtent::whole));
  ASSERT_TRUE(write_file_if_different(recipe.source.record, R"({"sha256": "abc"})"));
  EXPECT_TRUE(fetch_if_away(recipe.source, "linux", SourceExtent::whole));
  EXPECT_EQ(*recorded_hash(recipe.source.record), "abc");
  ASSERT_TRUE(write_file_if_different(recipe.source.record, "{}"));
  EXPECT_EQ(*recorded_hash(recipe.source.record), "");
}

TEST_F(Step, RecordsWhatEveryKindHas) {
  ASSERT_TRUE(write_file_if_different(recipe.source.record,
                                      R"({"name": "x", "version": "2", "path": "/cache/x"})"));
  ASSERT_TRUE(write_file_if_different(work.path / "libc.a", "bytes"));
  const auto record = record_of(recipe, {"gcc", "1.0", {{"libc.a", work.path / "libc.a"}}});
  ASSERT_TRUE(record) << record.error().text();
  ASSERT_TRUE(write_record(recipe, *record));
  EXPECT_EQ(*read_file(work.path / "record.json"), R"({
  "arch" : "x86_64",
  "compiler" : "gcc",
  "files" : )"
                                                   "\n"
                                                   R"(  {
    "libc.a" : )"
                                                   "\n"
                                                   R"(    {
      "sha256" : "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9",
      "size" : 5
    }
  },
  "name" : "hello-source",
  "source" : )"
                                                   "\n"
                                                   R"(  {
    "name" : "x",
    "version" : "2"
  },
  "version" : "2"
}
)");
}

TEST_F(Step, RecordsWrappersByTheirTemplates) {
  ASSERT_TRUE(write_file_if_different(work.path / "a", "1"));
  ASSERT_TRUE(write_file_if_different(work.path / "b", "2"));
  const auto wrapper = [&](const Paths& templates) {
    return wrapper_in_record(templates, {"-fPIE", "-static-pie"}).value();
  };
  const std::string text = wrapper({work.path / "a", work.path / "b"});
  EXPECT_EQ(text.substr(64), " -fPIE;-static-pie");
  EXPECT_NE(text, wrapper({work.path / "b", work.path / "a"}));
}

}  // namespace
}  // namespace linuxbake::bake
