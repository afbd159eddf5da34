// SPDX-License-Identifier: MIT
#include "report/plan.h"

#include <gtest/gtest.h>

namespace linuxbake::report {
namespace {

TEST(Plan, HoldsWhatCMakeWrote) {
  const auto plan = parse_plan(R"({"name": "vm", "run": "vm-run", "build": "/b",
    "images": [{"target": "vm-iso", "file": "/b/vm.iso", "format": "iso", "arch": "x86_64",
      "cmdline": "quiet", "record": "/b/r.json", "kernel": "k", "initramfs": "i"}],
    "kernels": [{"target": "k", "file": "/b/k", "sizes": "", "config": ""}],
    "initramfs": [{"target": "i", "file": "/b/i", "compression": "xz"}],
    "packages": [{"target": "k", "kind": "kernel", "record": "/b/k.json"}],
    "boots": ["/b/boot"]})",
                               "plan.json");
  ASSERT_TRUE(plan) << plan.error().text();
  EXPECT_EQ(plan->name, "vm");
  EXPECT_EQ(plan->run, "vm-run");
  ASSERT_EQ(plan->images.size(), 1U);
  EXPECT_EQ(plan->images[0].cmdline, "quiet");
  EXPECT_EQ(plan->images[0].initramfs, "i");
  EXPECT_EQ(plan->kernels[0].file, "/b/k");
  EXPECT_EQ(plan->initramfs[0].compression, "xz");
  EXPECT_EQ(plan->packages[0].record, "/b/k.json");
  EXPECT_EQ(plan->boots, std::vector<std::string>{"/b/boot"});
}

TEST(Plan, NamesTheFileThatIsNone) {
  for (const char* text : {"", "[]", "{}", R"({"name": 5})", R"({"name": "vm", "images": [{}]})"}) {
    const auto plan = parse_plan(text, "plan.json");
    ASSERT_FALSE(plan) << text;
    EXPECT_TRUE(plan.error().text().starts_with("plan.json: is no plan of a report: "));
  }
}

}  // namespace
}  // namespace linuxbake::report
