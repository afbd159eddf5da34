// SPDX-License-Identifier: MIT
// programs.h - finds programs of an archive that the kernel will not be able to start.
//
// A program that is linked dynamically needs the loader that it names (ELF, PT_INTERP), a script
// the interpreter behind its "#!". Where that is missing, the kernel says "not found" about the
// program itself, which is there. Without /init the kernel looks for a root file system and panics;
// with one that it cannot start it goes on to /sbin/init. A directory may be the root of a
// container: what its programs need is looked for there, too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cpio/layout.h"

namespace linuxbake::cpio {

// The path of the interpreter or loader that a program begins to run with, by its bytes; none for a
// static program and for what is no program.
[[nodiscard]] std::optional<std::string> interpreter_of(std::string_view program);

// Whether the kernel takes it for a program at all.
[[nodiscard]] bool is_elf_or_script(std::string_view bytes);

// Which program is not there that `name` needs, in words that a terminal shows.
[[nodiscard]] std::string lack_of(const std::string& name, std::string needed);

// A sentence for each program that cannot start, in the order of the names. `has_init`: a kernel
// starts /init of it, as of an initramfs.
[[nodiscard]] std::vector<std::string> programs_that_cannot_start(const Layout& layout,
                                                                  bool has_init = true);

// A sentence for each file and directory of a tree that has a setuid, setgid or sticky bit on the
// host, which an archive does not take over from a tree: modes there depend on umask and checkout.
// The last one is about all that others may not read there.
[[nodiscard]] std::vector<std::string> lost_modes(const Layout& layout);

}  // namespace linuxbake::cpio
