// SPDX-License-Identifier: MIT
// prepare.h - runs one program of this host in a machine of its own.
//
// The program and all that it needs (packing/program_files.h) are packed, each file at the path
// that it has on the host and as it is there (packing/guest_files.h): what every guest has
// (packing/guest_system.h) and the libraries of the system into the initramfs, with the init of
// helpers/guest/vm-init, because a machine that has booted with them does for many programs
// (saved_machine.h); the rest into an archive that the init unpacks. Standard input goes through
// the machine's memory (mailbox.h), as do standard output and error and the files that are to come
// back; what became of the program stands on the console.
#pragma once

#include "boot/run/run.h"
#include "boot/vm/program.h"
#include "boot/vm/streams.h"
#include "common/result.h"

namespace linuxbake::boot {

// Packs, and fills in all of `run` but its limits: the machine's kernel has to be set. The streams
// have to live as long as the run.
[[nodiscard]] Result<bool> prepare_vm(const VmProgram& program, VmStreams& streams, Run& run);

}  // namespace linuxbake::boot
