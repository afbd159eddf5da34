// SPDX-License-Identifier: MIT
#include "bake/kbuild/outputs.h"

#include <nlohmann/json.hpp>

#include "bake/kbuild/modules.h"
#include "bake/kbuild/symbols.h"
#include "common/json.h"
#include "helpers/bake/kbuild/kbuild_fixture.h"

namespace linuxbake::bake::kbuild {
namespace {

namespace fs = std::filesystem;

TEST_F(KbuildTree, DeliversWhatIsInTheTree) {
  write("tree/arch/x86/boot/bzImage", "bytes");
  ASSERT_TRUE(deliver(job, "key", products_in_tree(job)));
  EXPECT_EQ(text_of("images/kernel"), "bytes");
  EXPECT_EQ(text_of("hello/config"), "CONFIG_B=y\n");
  EXPECT_TRUE(outputs_are_current(job, "key"));
  EXPECT_FALSE(outputs_are_current(job, "another"));
  write("images/kernel", "others");
  EXPECT_FALSE(outputs_are_current(job, "key"));
}

TEST_F(KbuildTree, LeavesAloneWhatIsThere) {
  write("entry/kernel", "bytes");
  write("entry/config", "CONFIG_B=y\n");
  write("images/kernel", "bytes");
  const auto time = fs::last_write_time(work.path / "images/kernel");
  ASSERT_TRUE(deliver(job, "key", products_in_entry(job, work.path / "entry")));
  EXPECT_EQ(fs::last_write_time(work.path / "images/kernel"), time);
}

TEST_F(KbuildTree, DeliversProgramsThatMayRun) {
  write("entry/kernel", "bytes");
  write("entry/config", "");
  fs::permissions(work.path / "entry/kernel", static_cast<fs::perms>(0444));
  const auto mode = [&] { return fs::status(work.path / "images/kernel").permissions(); };
  ASSERT_TRUE(deliver(job, "key", products_in_entry(job, work.path / "entry")));
  EXPECT_EQ(mode(), static_cast<fs::perms>(0644));
  recipe.programs = {"kernel"};
  ASSERT_TRUE(deliver(job, "key", products_in_entry(job, work.path / "entry")));
  EXPECT_EQ(mode(), static_cast<fs::perms>(0755));
}

TEST_F(KbuildTree, DoesNotDeliverWhatIsMissing) {
  EXPECT_EQ(deliver(job, "key", products_in_tree(job)).error().text(),
            "'" + (work.path / "images/kernel").string() +
                "' cannot be written: No such file or directory");
  EXPECT_TRUE(fs::is_empty(work.path / "images"));
}

TEST_F(KbuildTree, IsRecordedWithItsConfiguration) {
  recipe.base = "/configs/board.config";
  write("images/kernel", "bytes");
  write("hello/config", "");
  ASSERT_TRUE(record_outputs(job));
  const Json record = parse_json(text_of("hello/record.json"));
  EXPECT_EQ(record["version"], "6.12");
  EXPECT_EQ(record["compiler"], "gcc 12");
  EXPECT_EQ(record["config"]["base"], "board.config");
  EXPECT_EQ(record["config"]["fragments"][0]["file"], "base.config");
  EXPECT_EQ(record["config"]["fragments"][1]["file"], "hello.config");
  EXPECT_EQ(record["patches"][0]["file"], "1.patch");
  EXPECT_EQ(record["files"]["kernel"]["size"], 5);
}

TEST_F(KbuildTree, HasModulesIfItIsConfiguredSo) {
  EXPECT_EQ(check_modules_configuration(job).error().text(),
            "MODULES asks for modules, but the configuration has no CONFIG_MODULES=y. "
            "Put it into a fragment, or leave MODULES out.");
  configure("CONFIG_MODULES=y\n# CONFIG_MODULE_SIG is not set\n");
  EXPECT_TRUE(check_modules_configuration(job));
  configure("CONFIG_MODULES=y\nCONFIG_MODULE_SIG=y\n");
  EXPECT_FALSE(check_modules_configuration(job));
}

TEST_F(KbuildTree, HasSymbolsIfItWasBuiltSo) {
  write("hello/config", "#\nCONFIG_DEBUG_INFO=y\n");
  EXPECT_TRUE(check_debug_information(recipe, console));
  write("hello/config", "#\n# CONFIG_DEBUG_INFO is not set\n");
  EXPECT_EQ(check_debug_information(recipe, console).error().text(),
            "there is nothing to debug it with (see above).");
  EXPECT_NE(errors.str().find("hello was built without debug information. Put "),
            std::string::npos);
}

}  // namespace
}  // namespace linuxbake::bake::kbuild
