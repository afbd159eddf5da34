// SPDX-License-Identifier: MIT
// outputs.h - where that goes what was built, or taken from the cache. The note "built" holds the
// key and what the outputs were.
#pragma once

#include <string>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// The key was built, and nobody has changed the outputs since.
[[nodiscard]] bool outputs_are_current(const Job& job, const std::string& key);

// Copies the products to the outputs of their names; what is there already is left alone.
// `products` has a file for each of these names.
[[nodiscard]] Result<void> deliver(const Job& job, const std::string& key,
                                   const std::vector<NamedPath>& products);

// What is kept of a build in the tree.
[[nodiscard]] std::vector<NamedPath> products_in_tree(const Job& job);

// The same in an entry of the cache.
[[nodiscard]] std::vector<NamedPath> products_in_entry(const Job& job, const Path& entry);

// record.json: what was built.
[[nodiscard]] Result<void> record_outputs(const Job& job);

}  // namespace linuxbake::bake::kbuild
