// SPDX-License-Identifier: MIT
#include "boot/run/memory.h"

#include <utility>

namespace linuxbake::boot {

Result<Memory> make_memory(const Run& run, const Machine& machine) {
  Result<SharedMemory> file = SharedMemory::make(std::size_t{machine.memory} << 20U);
  if (!file) return tl::unexpected(file.error());
  Memory memory{std::move(*file), std::nullopt, nullptr};
  const auto directory = saved_machine(machine, run.initramfs_identity, run.saved_machines);
  if (!directory) return memory;
  Result<SavedMachine> saved = SavedMachine::open(*directory);
  if (saved && saved->restore(memory.file)) {
    memory.restored_from = std::move(*saved);
  } else {
    memory.saver = std::make_unique<MachineSaver>(*directory);
  }
  return memory;
}

}  // namespace linuxbake::boot
