// SPDX-License-Identifier: MIT
#include "boot/vm/kernel_options.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

TEST(KernelOptions, OfAListEachHasSomebodyWhoNeedsIt) {
  const auto parsed = parse_requirements("TUN:a,EPOLL:b.c");
  ASSERT_EQ(parsed.size(), 2U);
  EXPECT_EQ(parsed[0].option + "/" + parsed[0].who, "TUN/a");
  EXPECT_EQ(parsed[1].option + "/" + parsed[1].who, "EPOLL/b.c");
  EXPECT_TRUE(parse_requirements("").empty());
  EXPECT_TRUE(parse_requirements(",:x,").empty());
}

TEST(KernelOptions, OnlyWholeLinesCount) {
  const std::vector<Requirement> tun = {{"TUN", "a"}};
  EXPECT_EQ(lacking_options("CONFIG_TUN=y\n", tun), "");
  EXPECT_EQ(lacking_options("X=y\nCONFIG_TUN=y", tun), "");
  for (const char* config : {"", "# CONFIG_TUN is not set\n", "CONFIG_TUNE=y\n", "CONFIG_TUN=yes\n",
                             "#CONFIG_TUN=y\n"}) {
    EXPECT_EQ(lacking_options(config, tun), "  CONFIG_TUN=y  # for a\n") << config;
  }
}

TEST(KernelOptions, ModulesAndSeveralWhoNeedThemAreNamed) {
  EXPECT_EQ(
      lacking_options("CONFIG_TUN=m\n", {{"TUN", "a"}, {"EPOLL", "a"}, {"TUN", "b"}, {"TUN", "b"}}),
      "  CONFIG_EPOLL=y  # for a\n"
      "  CONFIG_TUN=y  # for a, b; it is a module, which nobody loads\n");
  const auto loaded = [](const std::string& option) { return option == "TUN"; };
  EXPECT_EQ(
      lacking_options("CONFIG_TUN=m\nCONFIG_EPOLL=m\n", {{"TUN", "a"}, {"EPOLL", "a"}}, loaded),
      "  CONFIG_EPOLL=y  # for a; it is a module, which nobody loads\n");
  EXPECT_EQ(lacking_options("", {{"TUN", "a"}}, loaded), "  CONFIG_TUN=y  # for a\n");
}

}  // namespace
}  // namespace linuxbake::boot
