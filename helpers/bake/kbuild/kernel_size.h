// SPDX-License-Identifier: MIT
// kernel_size.h - which directories of a kernel take how much, from the objects in the built-in.a
// of a finished tree, as JSON:
//
//   {"directories": [{"name": "drivers/tty", "text": 1, "data": 2, "bss": 3}, …],
//    "vmlinux": {"text": 1, "data": 2, "bss": 3}}
//
// in bytes, as size(1) counts; a directory of the first level includes those of the second, which
// are listed as well. It is measured before linking: what the linker then drops or aligns is in the
// difference to vmlinux.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Writes <tree>/linuxbake-size.json.
[[nodiscard]] Result<void> write_kernel_size(const Job& job);

using Sizes = std::array<std::string, 3>;  // text, data, bss

// Of what `size -t` prints; "0" each where that has no totals.
[[nodiscard]] Sizes totals_of(std::string_view output);

}  // namespace linuxbake::bake::kbuild
