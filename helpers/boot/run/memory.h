// SPDX-License-Identifier: MIT
// memory.h - the memory of a machine that shares it with us, and where it comes from or goes to.
#pragma once

#include <memory>
#include <optional>

#include "boot/machine/machine.h"
#include "boot/machine/saved_machine.h"
#include "boot/machine/shared_memory.h"
#include "boot/run/run.h"
#include "common/result.h"

namespace linuxbake::boot {

struct Memory {
  SharedMemory file;
  std::optional<SavedMachine> restored_from;  // nothing: it boots
  std::unique_ptr<MachineSaver> saver;
};

// That of a saved machine if there is one. Errors: there is no room for it.
[[nodiscard]] Result<Memory> make_memory(const Run& run, const Machine& machine);

}  // namespace linuxbake::boot
