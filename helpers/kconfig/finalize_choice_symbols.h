// SPDX-License-Identifier: MIT
// finalize_choice_symbols.h - finalize() for trees whose choices are symbols with values of their
// own (Dialect::choice_is_symbol).
//
// There the members of a choice depend on the choice's symbol, and entries that depend on the one
// before them become its children, which takes them out of the list of a choice's members.
#pragma once

#include "kconfig/model.h"

namespace linuxbake::kconfig {

void finalize_choice_symbols(Model& model);

// Whether the entry depends on the symbol, so that it stands below it in menus.
[[nodiscard]] bool follows(const Model& model, NodeId id, SymbolId head);

// Puts every select and imply into the reverse dependencies of its target.
void collect_reverse_dependencies(Model& model);

}  // namespace linuxbake::kconfig
