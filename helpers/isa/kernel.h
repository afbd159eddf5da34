// SPDX-License-Identifier: MIT
// kernel.h - the kernel proper inside of a bzImage (Documentation/arch/x86/boot.rst of Linux).
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::isa {

// The vmlinux, unpacked; an ELF file as it is, which is one already. Errors: no bzImage of boot
// protocol 2.08 or later (Linux 2.6.26); packed in a way that cpio/decompress.h does not know;
// damaged.
[[nodiscard]] Result<std::string> unpack_kernel(std::string_view bzimage);

}  // namespace linuxbake::isa
