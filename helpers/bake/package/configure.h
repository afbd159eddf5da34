// SPDX-License-Identifier: MIT
// configure.h - the first part of a package's build: CMake, Meson, or a configure script.
#pragma once

#include "bake/package/flags.h"
#include "bake/package/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// What there is to say of a build that does not find a library.
inline constexpr const char* advice_on_libraries =
    " It sees the libraries of LIBC and of the packages that DEPENDS names, and none of the host. "
    "If "
    "it lacks one (see above), add a package with that library and name it in DEPENDS.";

[[nodiscard]] Result<void> configure(const Job& job, const Flags& flags);

}  // namespace linuxbake::bake
