// SPDX-License-Identifier: MIT
// make.h - the second and the third part of a package's build: make, or ninja.
#pragma once

#include "bake/package/flags.h"
#include "bake/package/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// Its log is make.log in the target's directory.
[[nodiscard]] Result<void> make(const Job& job, const Flags& flags);

// An install writes to the tree and nowhere else, root's too; what it compiles in passing has its
// temporary files there. Its log is install.log.
[[nodiscard]] Result<void> install(const Job& job, const Flags& flags, const Path& destination);

// What stands before the arguments of either. `confined` are options of linuxbake-jobs; the log
// is named after what it does.
[[nodiscard]] Words make_words(const Job& job, const Flags& flags, const std::string& log,
                               const Words& confined);

}  // namespace linuxbake::bake
