// SPDX-License-Identifier: MIT
#include "bake/check.h"

#include "bake/fields.h"
#include "bake/kernel/import.h"
#include "bake/media/recipe.h"
#include "bake/recipe.h"

namespace linuxbake::bake {

Result<void> check_recipe(std::string_view text, const std::string& file) {
  const Result<std::string> kind = kind_of_recipe(text, file);
  if (!kind) return tl::unexpected(kind.error());
  const auto done = [](const auto&) {};
  if (*kind == "package") return parse_package_recipe(text, file).map(done);
  if (*kind == "musl") return parse_musl_recipe(text, file).map(done);
  if (*kind == "cxx") return parse_cxx_recipe(text, file).map(done);
  if (*kind == "kbuild") return parse_kbuild_recipe(text, file).map(done);
  if (media::is_kind_of_image(*kind)) return media::parse_image_recipe(text, file).map(done);
  if (*kind == kernel::kind_of_import) return kernel::parse_import_recipe(text, file).map(done);
  return fail(
      R"(is no recipe: 'kind' has to be "package", "musl", "cxx", "kbuild", "iso", "fat", "disk", "squashfs" or "import")",
      file);
}

}  // namespace linuxbake::bake
