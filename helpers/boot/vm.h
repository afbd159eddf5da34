// SPDX-License-Identifier: MIT
// vm.h - runs one program of this host in a machine of its own.
//
// The program and all that it needs (its interpreter, which is the dynamic loader, and its shared
// libraries) are packed into an initramfs, each file at the path that it has on the host, with the
// init of modules/templates/vm-init.c. Standard output and error come back by serial lines of
// their own, what became of the program by the console.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boot/report.h"
#include "boot/runner.h"
#include "common/result.h"

namespace linuxbake::boot {

struct VmProgram {
  std::vector<std::string> command;      // the program's path on the host, and its arguments
  std::vector<std::string> environment;  // NAME=VALUE
  std::vector<std::string> files;        // further ones; each is at the same path in the machine
  std::string directory;                 // where it runs; is made
  std::filesystem::path init;            // vm-init.c, compiled
  // CMake and its script (modules/scripts/RuntimeFiles.cmake) that finds the shared libraries.
  std::string cmake, script;
};

// The interpreter that an ELF file asks for; nothing for a static one. Errors: not an ELF file.
[[nodiscard]] Result<std::optional<std::string>> elf_interpreter(std::string_view file);

// How the program ended, from what the init has said on the console.
struct VmEnd {
  enum class Kind : std::uint8_t { exited, killed, not_started } kind;
  int number;  // exit code, signal, errno
  friend bool operator==(const VmEnd&, const VmEnd&) = default;
};
[[nodiscard]] std::optional<VmEnd> vm_end(std::string_view console);

// PASS for exit code 0, else FAIL and what happened; in words of the program instead of the script.
[[nodiscard]] Outcome vm_outcome(const Outcome& outcome, std::string_view console);

// Packs, and fills in all of `run` but its limits: the machine's kernel has to be set.
[[nodiscard]] Result<bool> prepare_vm(const VmProgram& program, Run& run);

}  // namespace linuxbake::boot
