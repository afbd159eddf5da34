// SPDX-License-Identifier: MIT
// commands.h - what each command of linuxbake-boot does, behind its command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "boot/debugger.h"
#include "boot/init_watch.h"
#include "boot/machine.h"
#include "boot/report.h"
#include "boot/runner.h"
#include "boot/vm.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Options {
  Machine machine;
  std::string firmware = "bios";
  std::string accelerator = "auto";
  std::string directory;
  std::string name = "boot";
  std::string made_by;
  std::string script;
  std::vector<std::string> expected, commands;
  double timeout = 60;
  bool verbose = false;
  bool icount = false;
  bool timeline = false;
  bool window = false;
  Debugger debugger;
  std::vector<std::string> reports;
  std::vector<unsigned> forwards;
  std::vector<std::uint64_t> blank_disks;  // bytes
  VmProgram program;
  std::string requirements;
  std::string machines, failure_file;
  bool emulator = false;
  // Of a run whose results are told one by one.
  std::string results, list, result;
  std::vector<std::string> labels;
  bool before_tests = false;
  // Set by a command whose exit code tells nothing of what is tested (process_end.h).
  bool undecided = false;
};

// Each gives the exit code, or the error that it ended with.
Result<int> run_test(Options& options);
Result<int> start_on_terminal(Options& options);
Result<int> run_in_machine(Options& options);
Result<int> tell_result(Options& options);
Result<int> summarise(const Options& options);

// The firmware for --firmware; SKIP where it is not installed.
std::optional<Outcome> choose_firmware(Options& options);
// Says on standard error what is wrong with an init, before the machine is started.
void warn_of_init(const AskedInit& init);
// Free ports of this host for --forward.
Result<bool> choose_ports(Options& options);
// The files of --blank-disk in --directory.
enum class EarlierDisks { are_emptied, are_kept };
Result<bool> make_blank_disks(Options& options, EarlierDisks earlier);

}  // namespace linuxbake::boot
