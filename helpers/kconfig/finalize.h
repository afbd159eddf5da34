// SPDX-License-Identifier: MIT
// finalize.h - what surrounds an entry becomes part of it.
//
// Every node depends on what its menus, choices and ifs depend on; every property holds under its
// own 'if' and its node's dependencies; select and imply become the reverse dependencies of their
// targets. A constant m in a condition means "m, if there are modules at all".
#pragma once

#include "kconfig/model.h"

namespace linuxbake::kconfig {

// Errors: symbols whose values depend on themselves (the chain is named), or on a chain of over
// 15,000 symbols and expressions.
[[nodiscard]] Result<void> finalize(Model& model);

}  // namespace linuxbake::kconfig
