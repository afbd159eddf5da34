// SPDX-License-Identifier: MIT
#include "boot/run/asked_init.h"

#include "common/kernel_command_line.h"
#include "cpio/archive.h"
#include "cpio/init_program.h"

namespace linuxbake::boot {

AskedInit asked_init(const Machine& machine) {
  AskedInit asked;
  if (machine.kernel.empty()) return asked;
  asked.path = requested_rdinit(machine.cmdline);
  if (machine.initramfs.empty()) return asked;
  const Result<cpio::Archive> archive = cpio::read_archive(machine.initramfs);
  if (!archive) return asked;  // packed in a way of which we know nothing, or damaged
  asked.is_default = !asked.path && cpio::has_entry(*archive, "/init");
  if (asked.is_default) asked.path = "/init";
  if (!asked.path) return asked;
  asked.cannot_start =
      cpio::why_init_cannot_start(*archive, *asked.path, machine.arch).value_or("");
  return asked;
}

}  // namespace linuxbake::boot
