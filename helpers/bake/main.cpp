// SPDX-License-Identifier: MIT
// linuxbake-bake - makes a target from its recipe.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "bake/fields.h"
#include "bake/host/console.h"
#include "bake/host/environment.h"
#include "bake/media/image.h"
#include "bake/package/package.h"
#include "bake/package/sysroot.h"
#include "bake/recipe.h"
#include "common/command_line.h"
#include "common/files.h"

namespace {

using namespace linuxbake;

struct Options {
  std::string recipe, step;
  std::filesystem::path output;
  std::vector<std::filesystem::path> roots;
};

Result<bake::PackageRecipe> read_package(const std::string& file) {
  return read_file(file).and_then(
      [&](const std::string& text) { return bake::parse_package_recipe(text, file); });
}

Result<bake::media::ImageRecipe> read_image(const std::string& file) {
  return read_file(file).and_then(
      [&](const std::string& text) { return bake::media::parse_image_recipe(text, file); });
}

Result<int> check(const Options& options) {
  const std::string& file = options.recipe;
  const Result<std::string> kind = read_file(file).and_then(
      [&](const std::string& text) { return bake::kind_of_recipe(text, file); });
  if (!kind) return tl::unexpected(kind.error());
  const auto done = [](const auto&) { return exit_done; };
  if (bake::media::is_kind_of_image(*kind)) return read_image(file).map(done);
  return read_package(file).map(done);
}

// The message of a step may have lines of its own.
int end_of_step(const Result<void>& done, const bake::Console& console) {
  if (done) return exit_done;
  console.warn(done.error().text());
  return exit_failed;
}

Result<int> package(const Options& options) {
  const Result<bake::PackageRecipe> recipe = read_package(options.recipe);
  if (!recipe) return tl::unexpected(recipe.error());
  if (const auto set = bake::set_build_environment(); !set) return tl::unexpected(set.error());
  const bake::Console console(recipe->target, std::cout, std::cerr);
  const auto run = options.step == "configure" ? bake::configure_package : bake::build_package;
  try {
    return end_of_step(run(*recipe, console), console);
  } catch (const std::filesystem::filesystem_error& error) {  // a full disk, or no permission
    return fail(error.what());
  }
}

// Its message says itself whose it is.
Result<int> image(const Options& options) {
  const Result<bake::media::ImageRecipe> recipe = read_image(options.recipe);
  if (!recipe) return tl::unexpected(recipe.error());
  const bake::Console console(bake::media::target_of(*recipe), std::cout, std::cerr);
  try {
    const Result<void> written = bake::media::write_image(*recipe, console);
    if (written) return exit_done;
    console.show(written.error().text());
    return exit_failed;
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(error.what());
  }
}

Result<int> sysroot(const Options& options) {
  return bake::compose_sysroot(options.output, options.roots).map([] { return exit_done; });
}

Command* add_recipe_command(CommandLine& program, const char* name, const char* help,
                            Options& options) {
  Command* command = program.add_command(name, help);
  command->add_option("--recipe", options.recipe, "The recipe, as JSON")
      ->required()
      ->type_name("FILE");
  return command;
}

Command* add_package(CommandLine& program, Options& options) {
  Command* package = add_recipe_command(program, "package",
                                        "Build a program or a library from its source", options);
  package
      ->add_option("--step", options.step, "configure looks after the source, build does the rest")
      ->required()
      ->one_of({"configure", "build"});
  return package;
}

void add_sysroot(CommandLine& program, Options& options) {
  Command* sysroot = program.add_command("sysroot", "Put installed packages into one directory");
  sysroot->add_option("--output", options.output, "The directory, which is made anew")
      ->required()
      ->type_name("DIRECTORY");
  sysroot->add_option("--root", options.roots, "What a package has installed; the last one wins")
      ->one_value()
      ->type_name("DIRECTORY");
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine program("Makes a target from its recipe", "linuxbake-bake");
  const Command* check_command =
      add_recipe_command(program, "check", "Say what is wrong with a recipe", options);
  const Command* package_command = add_package(program, options);
  const Command* image_command = add_recipe_command(program, "image", "Write an image", options);
  add_sysroot(program, options);
  return run_program(program, argc, argv, [&] {
    if (check_command->chosen()) return check(options);
    if (image_command->chosen()) return image(options);
    return package_command->chosen() ? package(options) : sysroot(options);
  });
}
