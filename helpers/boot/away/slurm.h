// SPDX-License-Identifier: MIT
// slurm.h - what srun says when a job has not come to an end of its own.
//
// The words are those of slurmctld, slurmstepd and srun (slurm-wlm 22.05; the same in 24.11):
//
//   slurmstepd: error: *** STEP 3.0 ON node1 CANCELLED AT 2026-11-28T13:19:11 DUE TO PREEMPTION ***
//   srun: error: Node failure on node1
//   srun: error: Task launch for StepId=5.0 failed on node node1: Communication connection failure
//   srun: error: Unable to allocate resources: Requested node configuration is not available
//   slurmstepd: error: Detected 1 oom_kill event in StepId=7.0. Some of the step tasks …
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linuxbake::boot {

// The line that says why a job was ended by others; empty if there is none.
[[nodiscard]] std::string slurm_fault(std::string_view said);

// Why a command that has not said how it ended did not, by what its launcher said, whichever that
// is, and how the launcher has ended ("exit code 1").
[[nodiscard]] std::string launcher_fault(std::string_view said, const std::string& end);

// The node that was lost, where the launcher is srun.
[[nodiscard]] std::optional<std::string> lost_node(std::string_view said);

}  // namespace linuxbake::boot
