// SPDX-License-Identifier: MIT
#include "boot/run/memory.h"

#include <utility>

namespace linuxbake::boot {

Result<Memory> make_memory(const Run& run, const Machine& machine) {
  Result<SharedMemory> file = SharedMemory::make(std::size_t{machine.memory} << 20U);
  if (!file) return tl::unexpected(file.error());
  Memory memory{std::move(*file), {}, nullptr};
  const auto saved = saved_machine(machine, run.initramfs_identity, run.saved_machines);
  if (!saved) return memory;
  if (restore_memory(*saved, memory.file)) {
    memory.restored_from = *saved;
  } else {
    memory.saver = std::make_unique<MachineSaver>(*saved);
  }
  return memory;
}

}  // namespace linuxbake::boot
