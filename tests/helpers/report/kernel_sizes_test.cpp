// SPDX-License-Identifier: MIT
#include "report/kernel_sizes.h"

#include <gtest/gtest.h>

namespace linuxbake::report {
namespace {

TEST(KernelSizes, CountEachByteOnce) {
  const auto items = parse_kernel_sizes(R"({"directories": [
    {"name": "drivers", "text": 100, "data": 20, "bss": 7},
    {"name": "drivers/tty", "text": 60, "data": 10, "bss": 7},
    {"name": "mm", "text": 90, "data": 1, "bss": 0},
    {"name": "fs", "text": 5, "data": 0, "bss": 0},
    {"name": "fs/proc", "text": 5, "data": 0, "bss": 0}], "vmlinux": {}})",
                                        "size.json");
  ASSERT_TRUE(items) << items.error().text();
  EXPECT_EQ(*items,
            (std::vector<Item>{{"mm", 91}, {"drivers/tty", 70}, {"drivers", 50}, {"fs/proc", 5}}));
}

TEST(KernelSizes, NamesTheFileThatIsNone) {
  const auto no_json = parse_kernel_sizes("x", "size.json");
  ASSERT_FALSE(no_json);
  EXPECT_TRUE(
      no_json.error().text().starts_with("size.json: is no list of a kernel's directories: "));
  EXPECT_FALSE(parse_kernel_sizes("{}", "size.json"));
  EXPECT_FALSE(parse_kernel_sizes(R"({"directories": [{"name": "mm"}]})", "size.json"));
}

}  // namespace
}  // namespace linuxbake::report
