// SPDX-License-Identifier: MIT
// kept_configuration.h - a configuration that another machine has made.
//
// To resolve a configuration Linux asks the compiler some 110 questions, which takes two seconds.
// Where servers have finished builds, a configuration is an entry of the cache as well, whose key is
// what it is made of: source, base, fragments, compiler, linuxbake-kconfig. It may also depend on
// what else this host has, on the headers of a compiler's plugins say. So one that was taken makes
// the key of a kernel that is taken too; before anything is compiled here it is made anew.
#pragma once

#include <string>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// Whether the configuration of these inputs (inputs.h) was there: then it is the resolved one.
// Never where there are no servers, and for trees that ask nobody. Errors: a file cannot be written.
[[nodiscard]] Result<bool> take_configuration(const Job& job, const std::string& inputs);

// Whether the configuration was taken, and not made anew since.
[[nodiscard]] bool is_taken(const Job& job);

// Keeps the resolved one for others, where there are servers. Errors: the cache cannot be written.
[[nodiscard]] Result<void> keep_configuration(const Job& job, const std::string& inputs);

// The configuration of this build directory is not taken from others from now on.
[[nodiscard]] Result<void> make_own_configuration(const Job& job);

}  // namespace linuxbake::bake::kbuild
