// SPDX-License-Identifier: MIT
// interview.h - how the `conf` of BusyBox and Toybox comes to a configuration: it asks.
//
// The old `conf` has no olddefconfig. It walks through the visible entries in order, and each
// answer (the default, or n, or y) becomes the user's value there and then, before later entries
// are looked at. Afterwards it asks again where something new has become visible. Defaults that
// change while it walks therefore stay as they were when they were asked for.
//
// A number whose default it does not take itself (the range is empty, or the default is) it asks
// for again and again until its input ends, and writes nothing.
#pragma once

#include "kconfig/evaluator.h"

namespace linuxbake::kconfig {

// What is answered where the symbol can have it.
enum class Answers { defaults, no, yes };

// For `make oldconfig` with every question answered by its default: values that were read and
// whose symbols are not visible are forgotten first, as `conf` does.
void forget_invisible(const Model& model, Evaluator& values);

// The error: a number that has no answer.
[[nodiscard]] Result<void> interview(const Model& model, Evaluator& values, Answers answers);

}  // namespace linuxbake::kconfig
