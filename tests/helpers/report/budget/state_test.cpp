// SPDX-License-Identifier: MIT
#include "report/budget/state.h"

#include <gtest/gtest.h>

#include "helpers/report/folder.h"

namespace linuxbake::report::budget {
namespace {

Plan kernel_plan(const Folder& folder) {
  Plan plan;
  plan.kernels = {{"k", folder.file("vm.vmlinuz", std::string(600, 'k')),
                   folder.file("size.json", R"({"directories": [
                     {"name": "mm", "text": 1000, "data": 500, "bss": 0}]})"),
                   folder.file("config",
                               "# CONFIG_NET is not set\nCONFIG_TTY=y\n"
                               "CONFIG_CMDLINE=\"a=b\"\n")}};
  return plan;
}

std::string counted_boot(const Folder& folder, const std::string& count) {
  folder.file("report.json", R"({"linuxbake_boot": 1, "instructions": )" + count + "}");
  return folder.path("");
}

TEST(BudgetState, IsMeasured) {
  const Folder folder;
  const auto state = measure_state(kernel_plan(folder), counted_boot(folder, "1043"));
  ASSERT_TRUE(state) << state.error().text();
  EXPECT_EQ(state->figures, (Figures{{"kernel", 600}, {"instructions", 1043}}));
  EXPECT_EQ(state->parts.at("kernel"), (Figures{{"mm", 1500}}));
  EXPECT_EQ(state->options, (Options{{"CONFIG_TTY", "y"}, {"CONFIG_CMDLINE", "\"a=b\""}}));
}

TEST(BudgetState, IsTheSameAfterItWasAFile) {
  const Folder folder;
  const auto state = measure_state(kernel_plan(folder), "");
  ASSERT_TRUE(state) << state.error().text();
  const std::string text = state_json(*state);
  const auto read = parse_state(text, "budget.json");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(state_json(*read), text);
  EXPECT_EQ(read->options, state->options);
  EXPECT_NE(text.find("\n  \"CONFIG_TTY\": \"y\"\n"), std::string::npos) << text;
}

TEST(BudgetState, AnImportedKernelHasNoOptions) {
  const Folder folder;
  Plan plan = kernel_plan(folder);
  plan.kernels.front().config = "";
  const auto state = measure_state(plan, "");
  ASSERT_TRUE(state) << state.error().text();
  EXPECT_TRUE(state->options.empty());
}

TEST(BudgetState, ABootWithoutACountIsAnError) {
  const Folder folder;
  const auto state = measure_state(kernel_plan(folder), counted_boot(folder, "null"));
  ASSERT_FALSE(state);
  EXPECT_NE(state.error().text().find("no instructions were counted"), std::string::npos);
}

TEST(BudgetState, DamagedFilesAreErrors) {
  const std::string good =
      R"({"linuxbake_budget": 1, "figures": {"size": 1}, "parts": {}, "options": {}})";
  ASSERT_TRUE(parse_state(good, "b"));
  for (std::size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(parse_state(good.substr(0, length), "b")) << length;
  for (const char* text :
       {"{}", "[]", "7", R"({"linuxbake_budget": 2, "figures": {}, "parts": {}, "options": {}})",
        R"({"linuxbake_budget": 1, "figures": {"size": -1}, "parts": [], "options": {}})",
        R"({"linuxbake_budget": 1, "figures": {"size": "x"}, "parts": {}, "options": {}})",
        R"({"linuxbake_budget": 1, "figures": {}, "parts": {"a": 1}, "options": {}})",
        R"({"linuxbake_budget": 1, "figures": {}, "parts": {}, "options": {"a": 1}})"})
    EXPECT_FALSE(parse_state(text, "b")) << text;
}

}  // namespace
}  // namespace linuxbake::report::budget
