// SPDX-License-Identifier: MIT
// kernel_sizes.h - what takes the space in a kernel, by directory of its source.
//
// The build of a kernel (bake/kbuild/kernel_size.h) writes
//
//   {"directories": [{"name": "drivers/tty", "text": 1, "data": 2, "bss": 3}, …], "vmlinux": {…}}
//
// where a directory of the first level includes those of the second. Here each byte is in one
// place: "drivers/tty", and "drivers" for what is left. Zeros (bss) are not in the file and not
// counted.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"
#include "report/item.h"

namespace linuxbake::report {

// The largest first. Errors: no JSON, a member that is missing or of another type.
[[nodiscard]] Result<std::vector<Item>> parse_kernel_sizes(const std::string& text,
                                                           const std::string& file);

}  // namespace linuxbake::report
