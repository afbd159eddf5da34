// SPDX-License-Identifier: MIT
// debugger.h - a machine that waits for gdb before its first instruction.
//
// QEMU speaks gdb's remote protocol on a Unix socket, or on a port of 127.0.0.1 for debuggers that
// know no other. The socket has no path but a name in the machine's directory, in which QEMU and
// gdb then work: a path may be too long for a socket (unix(7): 107 bytes), a directory never is.
#pragma once

#include <filesystem>
#include <string>

#include "boot/machine/machine.h"

namespace linuxbake::boot {

struct Debugger {
  std::string symbols;              // the kernel's vmlinux; empty: nobody debugs
  unsigned port = 0;                // 0: the socket
  std::filesystem::path directory;  // absolute
};

// The machine as it is to be debugged: stopped, emulated, its kernel where vmlinux says, its files
// with absolute paths.
void wait_for_debugger(Machine& machine, const Debugger& debugger);

// The commands that gdb has to be given: symbols, the kernel's own scripts where they were built
// beside them, the connection, and the way to the kernel's first function in C.
[[nodiscard]] std::string gdb_commands(const Debugger& debugger);

[[nodiscard]] std::filesystem::path gdb_commands_file(const Debugger& debugger);

}  // namespace linuxbake::boot
