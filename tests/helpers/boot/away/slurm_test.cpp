// SPDX-License-Identifier: MIT
#include "boot/away/slurm.h"

#include <gtest/gtest.h>

namespace linuxbake::boot {
namespace {

// As Slurm 22.05 has said it.
const std::string cancelled =
    "srun: Job step aborted: Waiting up to 4 seconds for job step to finish.\n"
    "slurmstepd-node1: error: *** STEP 1.0 ON node1 CANCELLED AT 2026-11-28T13:18:36 ***\n";
const std::string preempted =
    "slurmstepd-node1: error: *** STEP 3.0 ON node1 CANCELLED AT 2026-11-28T13:19:11 DUE TO "
    "PREEMPTION ***\n"
    "srun: Job step aborted: Waiting up to 4 seconds for job step to finish.\nTerminated\n";
const std::string lost_twice =
    "srun: error: Node failure on node1\nsrun: error: Node failure on node1\n";
const std::string not_launched =
    "srun: error: Task launch for StepId=5.0 failed on node node7: Communication connection "
    "failure\nsrun: error: Application launch failed: Communication connection failure\n";

TEST(SlurmFault, IsTheLineThatSaysWhy) {
  EXPECT_EQ(slurm_fault(cancelled),
            "slurmstepd-node1: error: *** STEP 1.0 ON node1 CANCELLED AT 2026-11-28T13:18:36 ***");
  EXPECT_EQ(
      slurm_fault(preempted),
      "slurmstepd-node1: error: *** STEP 3.0 ON node1 CANCELLED AT 2026-11-28T13:19:11 DUE TO "
      "PREEMPTION ***");
  EXPECT_EQ(slurm_fault(lost_twice), "srun: error: Node failure on node1");
}

TEST(SlurmFault, IsNoneWhereNothingIsWrong) {
  EXPECT_EQ(slurm_fault(""), "");
  EXPECT_EQ(slurm_fault("srun: job 4 queued and waiting for resources\n"
                        "srun: job 4 has been allocated resources\n"),
            "");
}

TEST(LauncherFault, IsWhatAnyLauncherSaysLast) {
  EXPECT_EQ(launcher_fault(lost_twice, "exit code 0"), "srun: error: Node failure on node1");
  EXPECT_EQ(launcher_fault("srun: error: Invalid partition\nbye\n", "exit code 1"),
            "srun: error: Invalid partition");
  EXPECT_EQ(launcher_fault("ssh: connect to host a port 22: Connection refused\n", "exit code 255"),
            "ssh: connect to host a port 22: Connection refused (exit code 255)");
  EXPECT_EQ(launcher_fault("", "signal 9 (Killed)"),
            "the launcher has ended with signal 9 (Killed), and said nothing");
}

TEST(LostNode, IsNamed) {
  EXPECT_EQ(lost_node(lost_twice), "node1");
  EXPECT_EQ(lost_node(not_launched), "node7");
  EXPECT_EQ(lost_node(cancelled), std::nullopt);
}

}  // namespace
}  // namespace linuxbake::boot
