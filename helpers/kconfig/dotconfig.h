// SPDX-License-Identifier: MIT
// dotconfig.h - the .config that the tree's own `conf` would write, byte for byte.
#pragma once

#include <string>

#include "kconfig/evaluator.h"

namespace linuxbake::kconfig {

[[nodiscard]] std::string dotconfig_text(const Model& model, Evaluator& values);

// What `conf --savedefconfig` writes: the symbols that are not at their defaults.
[[nodiscard]] std::string defconfig_text(const Model& model, Evaluator& values);

// "CONFIG_X=y", "# CONFIG_X is not set", "CONFIG_X=\"text\"" and a newline.
void append_symbol_line(std::string& to, const Model& model, Evaluator& values, SymbolId id);

// The value as it stands behind '=': strings with their quotes and escapes.
[[nodiscard]] std::string value_text(const Model& model, Evaluator& values, SymbolId symbol);

}  // namespace linuxbake::kconfig
