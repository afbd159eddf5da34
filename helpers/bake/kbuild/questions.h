// SPDX-License-Identifier: MIT
// questions.h - what can be asked about a configuration, without a compiler, and without anything
// that was built.
#pragma once

#include <string>
#include <string_view>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Says all about the options that the environment names, LINUXBAKE_SYMBOL. What the step menuconfig
// left is explained from the .config, anything else from where it comes from.
[[nodiscard]] Result<void> explain(const Job& job);

// Errors: lines of the fragments have no effect; then they were shown.
[[nodiscard]] Result<void> lint(const Job& job);

// The names of options in a text: "TTY,PRINTK" are two.
[[nodiscard]] Words symbols_in(std::string_view text);

}  // namespace linuxbake::bake::kbuild
