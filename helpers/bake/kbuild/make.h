// SPDX-License-Identifier: MIT
// make.h - make in a Kbuild tree: out of the source, or in the copy of one that knows no other way.
#pragma once

#include <string>

#include "bake/kbuild/job.h"
#include "bake/step/jobs.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// The arguments of every make for this tree, and these.
[[nodiscard]] Words make_arguments(const Job& job, const Words& more);

// Makes the goals, in the pool of jobs. Errors: "make <goals> failed (2)."
[[nodiscard]] Result<void> make_goals(const Job& job, const std::string& log, const Words& goals,
                                      const Progress& progress = {});

// Without jobs, on the terminal.
[[nodiscard]] Result<void> make_on_terminal(const Job& job, const std::string& goal);

// The make target that completes the configuration; it takes every default.
[[nodiscard]] Result<void> update_configuration(const Job& job);

}  // namespace linuxbake::bake::kbuild
