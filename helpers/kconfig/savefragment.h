// SPDX-License-Identifier: MIT
// savefragment.h - what somebody changed in menuconfig, as a fragment.
//
// The lines of `config` that differ from `base`, in the order of `config`; then, as 'is not set',
// the bools and tristates that only the base has set. Merging the result over the base gives
// `config` again. Symbols that follow from others are still in it; where Kconfig's own tree is at
// hand, `minimize` leaves them out.
#pragma once

#include <string>

#include "kconfig/assignments.h"

namespace linuxbake::kconfig {

[[nodiscard]] std::string savefragment(const Assignments& base, const Assignments& config);

}  // namespace linuxbake::kconfig
