// SPDX-License-Identifier: MIT
#include "report/summary.h"

#include <gtest/gtest.h>

#include <chrono>

#include "folder.h"

namespace linuxbake::report {
namespace {

Plan built_plan(const Folder& folder) {
  Plan plan;
  plan.name = "vm";
  plan.run = "vm-run";
  plan.build = "/b";
  plan.images = {{"vm-iso", folder.file("vm.iso", "iso!"), "iso", "x86_64", "quiet", "", "k", "i"}};
  plan.kernels = {{"k", folder.file("vm.vmlinuz", "kernel"), "", ""}};
  plan.initramfs = {{"i", folder.file("vm.cpio", "initramfs"), "none"}};
  return plan;
}

std::string built_text(const Folder& folder) {
  return "\nvm: built\n  kernel        6 bytes  " + folder.path("vm.vmlinuz") +
         "\n  initramfs     9 bytes  " + folder.path("vm.cpio") + "\n  ISO image     4 bytes  " +
         folder.path("vm.iso") + "\n";
}

TEST(Summary, SaysWhatWasBuiltAndHowToStartIt) {
  const Folder folder;
  const auto text = summary_text(built_plan(folder), {});
  ASSERT_TRUE(text) << text.error().text();
  EXPECT_EQ(*text, built_text(folder) + "\nStart it: cmake --build /b --target vm-run\n");
}

TEST(Summary, QuotesForTheShell) {
  const Folder folder;
  Plan plan = built_plan(folder);
  plan.build = "/my b";
  EXPECT_TRUE(summary_text(plan, {})->ends_with("cmake --build '/my b' --target vm-run\n"));
}

TEST(Summary, ShowsTheBootsAsTheirOwnTableDoes) {
  const Folder folder;
  Plan plan = built_plan(folder);
  folder.file("boots/vm.iso/report.json", "{}");
  plan.boots = {folder.path("boots/vm.iso")};
  boot::Report boot;
  boot.name = "vm.iso";
  boot.outcome = {boot::Verdict::pass, ""};
  const auto text = summary_text(plan, {boot});
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("\nvm: booted\n  boot "), std::string::npos) << *text;
  EXPECT_NE(text->find("\n  vm.iso  PASS"), std::string::npos) << *text;
  EXPECT_EQ(text->find("Not run"), std::string::npos) << *text;
}

TEST(Summary, NamesBootsThatDidNotRunOrNotSinceTheLastChange) {
  const Folder folder;
  Plan plan = built_plan(folder);
  const std::string report = folder.file("boots/vm.old/report.json", "{}");
  std::filesystem::last_write_time(
      report, std::filesystem::last_write_time(folder.path("vm.iso")) - std::chrono::hours(1));
  plan.boots = {folder.path("boots/vm.old"), folder.path("boots/vm.iso"),
                folder.path("boots/vm.fat")};
  const auto text = summary_text(plan, {});
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("\nvm: booted\n  Not run: vm.iso, vm.fat\n"
                       "  Run before the last change: vm.old\n"),
            std::string::npos)
      << *text;
}

TEST(Summary, NamesTheFileThatIsMissing) {
  const Folder folder;
  Plan plan = built_plan(folder);
  plan.images[0].file = folder.path("gone.iso");
  EXPECT_EQ(summary_text(plan, {}).error().text(),
            folder.path("gone.iso") + ": cannot be read: No such file or directory");
}

}  // namespace
}  // namespace linuxbake::report
