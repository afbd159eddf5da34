// SPDX-License-Identifier: MIT
#include "report/manifest.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/sha256.h"
#include "folder.h"

namespace linuxbake::report {
namespace {

Plan plan_in(const Folder& folder) {
  Plan plan;
  plan.name = "vm";
  plan.images = {{"vm-iso", folder.file("vm.iso", "iso!"), "iso", "x86_64", "quiet", "", "k", "i"}};
  plan.kernels = {{"k", folder.file("vm.vmlinuz", "kernel"), "", ""}};
  plan.initramfs = {{"i", folder.file("vm.cpio", small_archive()), "none"}};
  plan.packages = {
      {"k", "kernel", folder.file("k.json", R"({"name": "linux", "version": "6.12"})")},
      {"own", "userland", ""}};
  return plan;
}

TEST(Manifest, ListsEverything) {
  const Folder folder;
  const auto text = manifest_json(plan_in(folder));
  ASSERT_TRUE(text) << text.error().text();
  EXPECT_TRUE(text->ends_with("}\n"));
  const auto json = nlohmann::json::parse(*text);
  EXPECT_EQ(json["linuxbake_manifest"], 1);
  EXPECT_EQ(json["name"], "vm");
  EXPECT_EQ(json["images"][0], (nlohmann::json{{"file", "vm.iso"},
                                               {"format", "iso"},
                                               {"arch", "x86_64"},
                                               {"cmdline", "quiet"},
                                               {"size", 4},
                                               {"sha256", sha256("iso!")},
                                               {"kernel", "vm.vmlinuz"},
                                               {"initramfs", "vm.cpio"}}));
  EXPECT_EQ(json["kernels"][0]["sha256"], sha256("kernel"));
  EXPECT_EQ(json["initramfs"][0]["files"][1]["name"], "bin/tool");
  EXPECT_EQ(json["initramfs"][0]["files"][1]["sha256"], sha256("tool!"));
  EXPECT_EQ(json["packages"][0]["version"], "6.12");
  EXPECT_EQ(json["packages"][1], (nlohmann::json{{"target", "own"}, {"kind", "userland"}}));
}

TEST(Manifest, HoldsNoPathOfThisMachine) {
  const Folder folder;
  const auto text = manifest_json(plan_in(folder));
  ASSERT_TRUE(text);
  EXPECT_EQ(text->find(folder.path("")), std::string::npos);
}

TEST(Manifest, NamesTheFileThatIsAtFault) {
  const Folder folder;
  Plan plan = plan_in(folder);
  plan.packages[0].record = folder.file("other.json", "{");
  EXPECT_TRUE(manifest_json(plan).error().text().starts_with(folder.path("other.json") +
                                                             ": is no record of a build: "));
  plan = plan_in(folder);
  plan.initramfs[0].file = folder.file("no.cpio", "nothing of that kind");
  EXPECT_FALSE(manifest_json(plan));
}

}  // namespace
}  // namespace linuxbake::report
