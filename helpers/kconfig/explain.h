// SPDX-License-Identifier: MIT
// explain.h - all there is to say about one symbol in one configuration.
#pragma once

#include <string>

#include "common/json.h"
#include "kconfig/evaluator.h"
#include "kconfig/merge.h"

namespace linuxbake::kconfig {

// Value, type, prompt, help, definitions, dependencies with their values, defaults, range, what it
// selects and implies, who selects and implies it, where its value was asked for, and what it takes
// to make it something else. `merged` may be null: then nothing was asked for.
[[nodiscard]] std::string explain_text(const Model& model, Evaluator& values, SymbolId symbol,
                                       const Merge* merged);
[[nodiscard]] Json explain_json(const Model& model, Evaluator& values, SymbolId symbol,
                                const Merge* merged);

}  // namespace linuxbake::kconfig
