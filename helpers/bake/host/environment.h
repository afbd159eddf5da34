// SPDX-License-Identifier: MIT
// environment.h - the environment in which foreign sources are built.
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::bake {

// Leaves of our environment what programs get of it (common/environment.h), and sets what makes
// builds the same bytes everywhere. SOURCE_DATE_EPOCH is kept; it is 0 where it is not set. A job
// server of a make around us becomes LINUXBAKE_JOBSERVER, which linuxbake-jobs reads.
// Errors: SOURCE_DATE_EPOCH is no number.
[[nodiscard]] Result<void> set_build_environment();

// What of MAKEFLAGS tells of jobs: "-j4 --jobserver-auth=3,4".
[[nodiscard]] std::string jobs_of_makeflags(std::string_view makeflags);

}  // namespace linuxbake::bake
