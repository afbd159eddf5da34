// SPDX-License-Identifier: MIT
#include "kconfig/finalize_old.h"

namespace linuxbake::kconfig {

void finalize_old(Model& model) {
  (void)model;
}

}  // namespace linuxbake::kconfig
