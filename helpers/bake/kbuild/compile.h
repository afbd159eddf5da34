// SPDX-License-Identifier: MIT
// compile.h - the goals of a Kbuild tree are made, and what is told of them.
#pragma once

#include <string>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Makes the goals; afterwards all products are in the tree. `read_files` is that of Wanted: make
// goes by the times of files, and one may be older than what was made of it before, so that what
// was made with others is made anew.
[[nodiscard]] Result<void> compile(const Job& job, const std::string& read_files);

// An estimate, from the configuration, of how many lines make prints for a whole build.
[[nodiscard]] std::size_t expected_steps(const std::string& configuration, bool is_of_linux);

}  // namespace linuxbake::bake::kbuild
