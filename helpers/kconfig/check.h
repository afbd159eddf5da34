// SPDX-License-Identifier: MIT
// check.h - did every requested value survive `make olddefconfig`?
//
// The requests are the fragments' assignments that hold (merge.h): what a later fragment set again
// is not asked for any more. 'n', 'is not set' and a symbol that the final configuration does not
// mention are the same.
#pragma once

#include <optional>
#include <vector>

#include "kconfig/assignments.h"
#include "kconfig/merge.h"

namespace linuxbake::kconfig {

// One error for each request that did not take, in the order of the fragments:
// "file:line: CONFIG_X=y was asked for, but the final value is m". With a base, the message also
// says what the base had where that is neither the request nor the final value.
[[nodiscard]] std::vector<Error> check(const Assignments& final_config,
                                       const std::optional<ConfigFile>& base,
                                       const std::vector<ConfigFile>& fragments);

}  // namespace linuxbake::kconfig
