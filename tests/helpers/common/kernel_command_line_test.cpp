// SPDX-License-Identifier: MIT
#include "common/kernel_command_line.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake {
namespace {

// "name=<value> name …", so that a whole line is compared at once.
std::string taken_apart(std::string_view line) {
  std::string text;
  for (const KernelParameter& parameter : kernel_parameters(line)) {
    text += parameter.name + (parameter.value ? "=<" + *parameter.value + "> " : " ");
  }
  return text;
}

TEST(KernelCommandLine, IsTakenApartAsTheKernelDoes) {
  EXPECT_EQ(taken_apart(""), "");
  EXPECT_EQ(taken_apart("  quiet\tconsole=ttyS0,115200\n"), "quiet console=<ttyS0,115200> ");
  EXPECT_EQ(taken_apart("a=\"two words\" \"b=two words\" \"two words\""),
            "a=<two words> b=<two words> two words ");
  EXPECT_EQ(taken_apart("a=b=c d= =e"), "a=<b=c> d=<> =e ");
  EXPECT_EQ(taken_apart("a=\"open to the end"), "a=<open to the end> ");
  EXPECT_EQ(taken_apart("a -- rdinit=/b"), "a ");
}

TEST(KernelCommandLine, AsksForAnInit) {
  EXPECT_EQ(requested_rdinit("quiet init=/a x=rdinit=/b"), std::nullopt);
  EXPECT_EQ(requested_rdinit("rdinit=/a rdinit=/b quiet"), "/b");
  EXPECT_EQ(requested_rdinit("quiet rdinit=\"/my init\""), "/my init");
  EXPECT_EQ(requested_rdinit("\"rdinit=/my init\""), "/my init");
  EXPECT_EQ(requested_rdinit("rdinit="), "");
  EXPECT_EQ(requested_rdinit("rdinit"), std::nullopt);
  EXPECT_EQ(requested_rdinit("-- rdinit=/a"), std::nullopt);
}

RC_GTEST_PROP(KernelCommandLine, IsTakenApartWithoutCrashing, (const std::string& line)) {
  (void)kernel_parameters(line);
}

}  // namespace
}  // namespace linuxbake
