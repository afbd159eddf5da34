// SPDX-License-Identifier: MIT
#include "bake/step/prepare.h"

#include "bake/source/tree.h"

namespace linuxbake::bake {

Result<Prepared> prepare(const Recipe& recipe, const Console& console, SourceExtent extent) {
  const Result<Source> source = find_source(recipe, console, extent);
  if (!source) return tl::unexpected(source.error());
  const Result<Compiler> compiler =
      look_at_compiler({recipe.compiler, recipe.binutils, recipe.make, recipe.cache.directory});
  if (!compiler) return tl::unexpected(compiler.error());
  return renew_tree(recipe, *source, *compiler, console).map([&] {
    return Prepared{*source, *compiler};
  });
}

}  // namespace linuxbake::bake
