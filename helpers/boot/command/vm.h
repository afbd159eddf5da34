// SPDX-License-Identifier: MIT
// vm.h - `linuxbake-boot vm`: runs a program of this host in a machine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "boot/command/end.h"
#include "boot/command/machine_options.h"
#include "boot/vm/program.h"

namespace linuxbake::boot {

// Of a program whose results are told one by one.
struct ResultsOptions {
  std::string format;  // TAP, GTEST, CATCH2; empty: it has none
  std::string list;    // a file for ctest, with a test for each of them
  std::vector<std::string> labels;
  bool before_tests = false;
  std::string caller;  // of who has started us from another machine (result_run.h)
};

struct VmOptions {
  MachineOptions machine;
  VmProgram program;
  ResultsOptions results;
  std::string name = "boot";
  double timeout = 60;
  std::string requirements;
  std::string machines, failure_file;
  bool emulator = false, verbose = false;
};

void add_vm_options(Command& command, VmOptions& options);
[[nodiscard]] Result<CommandEnd> run_in_machine(VmOptions& options);

// For who has this done on another machine. What need not be done at all: see result_run.h.
[[nodiscard]] std::optional<CommandEnd> end_without_machine(const VmOptions& options);
// A run that told nothing of the program. Errors: its record cannot be written.
[[nodiscard]] Result<bool> keep_outcome(const VmOptions& options, const Outcome& outcome);

}  // namespace linuxbake::boot
