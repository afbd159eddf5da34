// SPDX-License-Identifier: MIT
// job.h - what the parts of a build are given.
#pragma once

#include "bake/host/console.h"
#include "bake/source/source.h"

namespace linuxbake::bake {

template <typename KindRecipe>
struct JobOf {
  const KindRecipe& recipe;
  const Source& source;
  const Console& console;
};

}  // namespace linuxbake::bake
