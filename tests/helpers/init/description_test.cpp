// SPDX-License-Identifier: MIT
#include "init/description.h"

#include <gtest/gtest.h>

namespace linuxbake::init {
namespace {

TEST(HostName, FollowsHostname7) {
  const std::string label(63, 'a');
  for (const std::string& name :
       {std::string("a"), std::string("vm-1"), std::string("1a"), std::string("a.b.c"), label,
        std::string(32, 'a') + "." + std::string(31, 'b')}) {
    EXPECT_TRUE(check_host_name(name)) << name;
  }
  for (const std::string& name :
       {std::string(), std::string("-a"), std::string("a-"), std::string("a_b"), std::string("a."),
        std::string(".a"), std::string("a..b"), std::string("a b"), std::string("ü"), label + "a",
        std::string(32, 'a') + "." + std::string(32, 'b')}) {
    EXPECT_FALSE(check_host_name(name)) << name;
  }
}

TEST(Console, IsANameInDev) {
  for (const char* name : {"tty1", "ttyS0", "hvc0", "ttyAMA0", "console", "ttymxc0", "tty-x.1"}) {
    EXPECT_TRUE(check_console({name, ""})) << name;
  }
  for (const char* name : {"", "/dev/tty1", "tty 1", "../tty", "tty;x", "1", "-x", "tty#"}) {
    EXPECT_FALSE(check_console({name, ""})) << name;
  }
  EXPECT_TRUE(check_console({"ttyS0", "115200"}));
  EXPECT_FALSE(check_console({"ttyS0", "115200n8"}));
}

TEST(Mounts, ReplaceADefaultInItsPlace) {
  Description description;
  description.mounts = {{"tmpfs", "/tmp", "tmpfs", "size=1m"}, {"x", "/x", "ext4", "ro"}};
  const std::vector<Mount> mounts = all_mounts(description);
  const std::vector<Mount> defaults = default_mounts();
  ASSERT_EQ(mounts.size(), defaults.size() + 1);
  EXPECT_EQ(mounts[defaults.size() - 1], description.mounts[0]);
  EXPECT_EQ(mounts.back(), description.mounts[1]);
}

TEST(Mounts, HaveNoBlanksAndNoOptionsOfMount) {
  EXPECT_TRUE(check_mount({"a", "/b", "c", "d"}));
  EXPECT_TRUE(check_mount({"a", "/b/.c/..d", "c", "d"}));
  for (const Mount& mount :
       {Mount{"a b", "/b", "c", "d"}, Mount{"a", "b", "c", "d"}, Mount{"a", "/b/", "c", "d"},
        Mount{"a", "/b//c", "c", "d"}, Mount{"a", "/b/./c", "c", "d"},
        Mount{"a", "/b/..", "c", "d"}, Mount{"a", "/", "c", "d"}, Mount{"", "/b", "c", "d"},
        Mount{"-a", "/b", "c", "d"}, Mount{"a", "/b", "c", "-o"}}) {
    EXPECT_FALSE(check_mount(mount)) << mount.where;
  }
}

TEST(Then, HasAWordForEach) {
  for (const Then then : {Then::shell, Then::poweroff, Then::reboot, Then::halt, Then::respawn}) {
    EXPECT_EQ(*then_of(word_of(then)), then);
  }
  EXPECT_FALSE(then_of("Shell"));
}

TEST(KernelOption, IsNamed) {
  EXPECT_EQ(kernel_option_of("tmpfs"), "CONFIG_TMPFS");
  EXPECT_EQ(kernel_option_of("devpts"), "CONFIG_UNIX98_PTYS");
  EXPECT_EQ(kernel_option_of("myfs"), "its option is off, or its module is missing");
}

}  // namespace
}  // namespace linuxbake::init
