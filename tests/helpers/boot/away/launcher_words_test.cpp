// SPDX-License-Identifier: MIT
#include "boot/away/launcher_words.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

using Words = std::vector<std::string>;

const std::string lost = "srun: error: Node failure on node1\n";

TEST(LauncherWords, StandBeforeTheCommand) {
  EXPECT_EQ(with_launcher({"/usr/bin/srun", "-c1"}, {"boot", "a b"}),
            (Words{"/usr/bin/srun", "-c1", "boot", "a b"}));
}

TEST(LauncherWords, AreFollowedByQuotedOnesWhereAShellReadsThem) {
  EXPECT_EQ(with_launcher({"/usr/bin/ssh", "host"}, {"boot", "a b", "it's", ""}),
            (Words{"/usr/bin/ssh", "host", "'boot'", "'a b'", "'it'\\''s'", "''"}));
}

TEST(LauncherForRetry, GoesToAnotherNodeThanTheLostOne) {
  EXPECT_EQ(launcher_for_retry({"/usr/bin/srun", "-c1"}, lost),
            (Words{"/usr/bin/srun", "--exclude=node1", "-c1"}));
  EXPECT_EQ(launcher_for_retry({"srun", "-c1"}, "srun: cancelled"), (Words{"srun", "-c1"}));
  EXPECT_EQ(launcher_for_retry({"srun", "-xnode3"}, lost), (Words{"srun", "-xnode3"}));
  EXPECT_EQ(launcher_for_retry({"ssh", "host"}, lost), (Words{"ssh", "host"}));
  EXPECT_EQ(launcher_for_retry({}, lost), Words{});
}

}  // namespace
}  // namespace linuxbake::boot
