// SPDX-License-Identifier: MIT
#include "report/size.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "folder.h"

namespace linuxbake::report {
namespace {

Plan whole_plan(const Folder& folder) {
  Plan plan;
  plan.images = {{"vm-iso", folder.file("vm.iso", std::string(1000, 'x')), "iso", "x86_64", "",
                  folder.file("record.json", R"({"parts": [{"name": "kernel", "bytes": 600},
                                                           {"name": "GRUB", "bytes": 300}]})"),
                  "k", "i"}};
  plan.kernels = {{"k", folder.file("vm.vmlinuz", std::string(600, 'k')),
                   folder.file("size.json", R"({"directories": [
                     {"name": "mm", "text": 1000, "data": 500, "bss": 0}]})"),
                   ""}};
  plan.initramfs = {{"i", folder.file("vm.cpio", small_archive()), "none"}};
  return plan;
}

TEST(Size, ShowsImageKernelAndInitramfs) {
  const Folder folder;
  const auto report = measure(whole_plan(folder));
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(size_text(*report, 20),
            "vm.iso: 1.00 kB (1,000 bytes)\n"
            "  kernel                             600  60.0 %  ########################\n"
            "  GRUB                               300  30.0 %  ############\n"
            "  file system, alignment             100  10.0 %  ####\n"
            "\n"
            "vm.vmlinuz: 600 bytes; 1.50 kB unpacked, by directory\n"
            "  mm                               1,500 100.0 %  "
            "########################################\n"
            "\n"
            "vm.cpio: 488 bytes; 488 bytes unpacked, by file\n"
            "  bin/tool                                5   1.0 %\n"
            "  init                                    3   0.6 %\n"
            "  (names, directories, links)           480  98.4 %  "
            "#######################################\n");
}

TEST(Size, IsTheSameAsJson) {
  const Folder folder;
  const auto report = measure(whole_plan(folder));
  ASSERT_TRUE(report) << report.error().text();
  const auto json = nlohmann::json::parse(size_json(*report));
  EXPECT_EQ(json["images"][0]["parts"][2]["bytes"], 100);
  EXPECT_EQ(json["kernels"][0]["unpacked"], 1500);
  EXPECT_EQ(json["initramfs"][0]["files"][0]["name"], "bin/tool");
  EXPECT_TRUE(size_json(*report).ends_with("}\n"));
}

TEST(Size, SaysSoWhereAKernelWasImported) {
  const Folder folder;
  Plan plan;
  plan.kernels = {{"k", folder.file("bzImage", "12345"), "", ""}};
  const auto report = measure(plan);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(size_text(*report, 20),
            "bzImage: 5 bytes; what is in it is not known: it was not built here\n");
}

TEST(Size, NamesTheFileThatIsMissing) {
  const Folder folder;
  Plan plan = whole_plan(folder);
  plan.images[0].file = folder.path("gone.iso");
  const auto report = measure(plan);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().text(),
            folder.path("gone.iso") + ": cannot be read: No such file or directory");
}

TEST(Size, NamesTheRecordThatIsNone) {
  const Folder folder;
  Plan plan = whole_plan(folder);
  plan.images[0].record = folder.file("other.json", "[]");
  const auto report = measure(plan);
  ASSERT_FALSE(report);
  EXPECT_TRUE(report.error().text().starts_with(folder.path("other.json") +
                                                ": is no record of an image: "));
}

TEST(Size, NeverCallsTheRestNegative) {
  const Folder folder;
  Plan plan = whole_plan(folder);
  plan.images[0].file = folder.file("small.iso", "x");
  const auto report = measure(plan);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->images[0].parts.back().bytes, 0U);
}

}  // namespace
}  // namespace linuxbake::report
