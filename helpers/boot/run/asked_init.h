// SPDX-License-Identifier: MIT
// asked_init.h - which init a machine is asked for, before it is started.
#pragma once

#include "boot/guest/init_watch.h"
#include "boot/machine/machine.h"

namespace linuxbake::boot {

// By the command line and the initramfs of a machine that is started without a boot loader.
[[nodiscard]] AskedInit asked_init(const Machine& machine);

}  // namespace linuxbake::boot
