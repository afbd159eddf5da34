// SPDX-License-Identifier: MIT
// linuxbake-build - makes a target from its recipe.
#include <string>

#include "build/recipe.h"
#include "common/command_line.h"
#include "common/files.h"

namespace {

using namespace linuxbake;

Result<build::PackageRecipe> read_recipe(const std::string& file) {
  return read_file(file).and_then(
      [&](const std::string& text) { return build::parse_package_recipe(text, file); });
}

Result<int> check(const std::string& file) {
  return read_recipe(file).map([](const build::PackageRecipe&) { return exit_done; });
}

}  // namespace

int main(int argc, char** argv) {
  std::string recipe;
  CommandLine program("Makes a target from its recipe", "linuxbake-build");
  Command* check_command = program.add_command("check", "Say what is wrong with a recipe");
  check_command->add_option("--recipe", recipe, "The recipe, as JSON")
      ->required()
      ->type_name("FILE");
  return run_program(program, argc, argv, [&] { return check(recipe); });
}
