// SPDX-License-Identifier: MIT
#include "bake/step/renew.h"

#include "bake/source/tree.h"
#include "common/sha256.h"

namespace linuxbake::bake {

Result<void> renew_unless_current(const Recipe& recipe, const WantedDirectory& wanted,
                                  const Path& proof, const Console& console) {
  const bool is_current =
      note(recipe, "built") == sha256(wanted.inputs) && std::filesystem::exists(proof);
  if (is_current && !wanted.is_of_own_source) return {};
  remove_note(recipe, "built");
  return make_or_take(wanted, {recipe.cache, recipe.cmake}, console);
}

Result<void> note_current(const Recipe& recipe, const std::string& inputs) {
  return write_note(recipe, "built", sha256(inputs));
}

}  // namespace linuxbake::bake
