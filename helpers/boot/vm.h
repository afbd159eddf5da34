// SPDX-License-Identifier: MIT
// vm.h - runs one program of this host in a machine of its own.
//
// The program and all that it needs (program_files.h) are packed, each file at the path that it has
// on the host and as it is there (guest_files.h): what every guest has (guest_system.h) and the
// libraries of the system into the initramfs, with the init of helpers/guest/vm-init, because a
// machine that has booted with them does for many programs (saved_machine.h); the rest into an
// archive that the init unpacks. Standard input goes through the machine's memory (mailbox.h), as
// do standard output and error and the files that are to come back; what became of the program
// stands on the console.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/devices.h"
#include "boot/kernel_options.h"
#include "boot/library_search.h"
#include "boot/report.h"
#include "boot/runner.h"
#include "boot/standard_input.h"
#include "common/result.h"

namespace linuxbake::boot {

struct VmProgram {
  std::vector<std::string> command;      // the program's path on the host, and its arguments
  std::vector<std::string> environment;  // NAME=VALUE
  std::vector<std::string> files;        // further ones, and directories; at the same paths
  std::string library_directories;       // of what is found in no other way: A:B
  std::string directory;                 // where it runs; is made
  std::vector<std::string> collect;      // files of the machine that come back to the host,
  std::filesystem::path collected;       // below this directory
  std::filesystem::path init;            // vm-init, compiled
  std::string config;                    // the kernel's .config; empty: unknown
  std::vector<Requirement> requirements;
  std::string module_directory;      // the kernel's lib/modules/<release>; empty: it has none
  std::vector<std::string> modules;  // that are to be loaded, besides those that are needed
  Devices devices;
  LibraryPlaces places;            // of a cross compiler's libraries
  StandardInput* input = nullptr;  // nullptr: none
};

// How the program ended, from what the init has said on the console.
struct VmEnd {
  enum class Kind : std::uint8_t {
    exited,
    killed,
    not_started,
    no_module,
    no_network,
    no_share,
    not_unpacked
  } kind;
  int number;  // exit code, signal, errno
  friend bool operator==(const VmEnd&, const VmEnd&) = default;
};
[[nodiscard]] std::optional<VmEnd> vm_end(std::string_view console);

// PASS for exit code 0, else FAIL and what happened; in words of the program instead of the script.
// `collecting`: the file that was coming back at the end; empty if there was none.
[[nodiscard]] Outcome vm_outcome(const Outcome& outcome, std::string_view console,
                                 const std::string& collecting = {});

// Where what comes out of the machine goes.
class VmStreams {
 public:
  using Print = std::function<void(std::string_view bytes)>;
  VmStreams(Print output, Print errors, std::filesystem::path collected)
      : output_(std::move(output)), errors_(std::move(errors)), directory_(std::move(collected)) {}

  // A packet of vm-init.
  void take(std::uint32_t stream, std::string_view bytes);
  // Files that could not be collected, and why: one sentence; empty if all came.
  [[nodiscard]] std::string missing() const { return missing_; }
  // The file that came last, which may not be complete.
  [[nodiscard]] const std::string& collecting() const { return name_; }

 private:
  void begin_file(const std::string& name);
  void miss_file(std::string_view bytes);

  Print output_, errors_;
  std::filesystem::path directory_;
  std::string name_, missing_;
  std::ofstream file_;
};

// Packs, and fills in all of `run` but its limits: the machine's kernel has to be set. The streams
// have to live as long as the run.
[[nodiscard]] Result<bool> prepare_vm(const VmProgram& program, VmStreams& streams, Run& run);

}  // namespace linuxbake::boot
