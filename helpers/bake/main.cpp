// SPDX-License-Identifier: MIT
// linuxbake-bake - makes a target from its recipe.
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bake/cache/collect.h"
#include "bake/cache/commands.h"
#include "bake/check.h"
#include "bake/cxx/cxx.h"
#include "bake/host/console.h"
#include "bake/host/environment.h"
#include "bake/kbuild/kbuild.h"
#include "bake/kernel/import.h"
#include "bake/media/image.h"
#include "bake/musl/musl.h"
#include "bake/package/package.h"
#include "bake/package/sysroot.h"
#include "bake/recipe.h"
#include "bake/source/kconfig_part.h"
#include "bake/watch/watch.h"
#include "common/command_line.h"
#include "common/files.h"

namespace {

using namespace linuxbake;

struct Options {
  std::string recipe, step;
  std::filesystem::path output;
  std::vector<std::filesystem::path> roots;
  bake::watch::Watched watched;
  std::string title;
  bake::SourceToDeliver source;
  bake::Archiver archiver;
};

using Action = Result<int> (*)(const Options&);

Result<int> check(const Options& options) {
  return read_file(options.recipe)
      .and_then([&](const std::string& text) { return bake::check_recipe(text, options.recipe); })
      .map([] { return exit_done; });
}

// The message of a step may have lines of its own.
int end_of_step(const Result<void>& done, const bake::Console& console) {
  if (done) return exit_done;
  console.warn(done.error().text());
  return exit_failed;
}

template <typename Recipe>
using Step = Result<void> (*)(const Recipe&, const bake::Console&);

template <typename Recipe>
using Parser = Result<Recipe> (*)(std::string_view text, const std::string& file);

// `run` is called with the recipe and the console.
template <typename Recipe, typename Run>
Result<int> run_step(const Options& options, Parser<Recipe> parse, const Run& run) {
  const Result<Recipe> recipe = read_file(options.recipe).and_then([&](const std::string& text) {
    return parse(text, options.recipe);
  });
  if (!recipe) return tl::unexpected(recipe.error());
  if (const auto set = bake::set_build_environment(); !set) return tl::unexpected(set.error());
  const bake::Console console(recipe->target, std::cout, std::cerr);
  try {
    const int code = end_of_step(run(*recipe, console), console);
    const auto collected =
        bake::cache::collect_once_a_day(recipe->cache.directory, std::time(nullptr));
    if (!collected) console.warn(collected.error().text());
    return code;
  } catch (const std::filesystem::filesystem_error& error) {  // a full disk, or no permission
    return fail(error.what());
  }
}

template <typename Recipe>
Result<int> run_one_of_two(const Options& options, Parser<Recipe> parse, Step<Recipe> configure,
                           Step<Recipe> build) {
  return run_step(options, parse, options.step == "configure" ? configure : build);
}

Result<int> package(const Options& options) {
  return run_one_of_two(options, bake::parse_package_recipe, bake::configure_package,
                        bake::build_package);
}

Result<int> musl(const Options& options) {
  return run_one_of_two(options, bake::parse_musl_recipe, bake::configure_musl, bake::build_musl);
}

Result<int> cxx(const Options& options) {
  return run_one_of_two(options, bake::parse_cxx_recipe, bake::configure_cxx, bake::build_cxx);
}

Result<int> kbuild(const Options& options) {
  return run_step(options, bake::parse_kbuild_recipe,
                  [&](const bake::KbuildRecipe& recipe, const bake::Console& console) {
                    return bake::kbuild::run_kbuild_step(recipe, options.step, console);
                  });
}

// Its message says itself whose it is.
Result<int> image(const Options& options) {
  const Result<bake::media::ImageRecipe> recipe =
      read_file(options.recipe).and_then([&](const std::string& text) {
        return bake::media::parse_image_recipe(text, options.recipe);
      });
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

Result<int> imported_kernel(const Options& options) {
  return read_file(options.recipe)
      .and_then([&](const std::string& text) {
        return bake::kernel::parse_import_recipe(text, options.recipe);
      })
      .and_then(bake::kernel::write_record_of_import)
      .map([] { return exit_done; });
}

// The lists are read in the environment of the build.
Result<int> watch(const Options& options) {
  if (const auto set = bake::set_build_environment(); !set) return tl::unexpected(set.error());
  ::setenv("objtree", ".", 1);
  try {
    return bake::watch::look_for_changes(options.watched, options.output).map([] {
      return exit_done;
    });
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(error.what());
  }
}

Result<int> source(const Options& options) {
  const bake::Console console(options.title, std::cout, std::cerr);
  try {
    return end_of_step(bake::deliver_source(options.source, options.archiver, console), console);
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

Command* add_kind(CommandLine& program, const char* name, const char* help, Options& options) {
  Command* kind = add_recipe_command(program, name, help, options);
  kind->add_option("--step", options.step, "configure looks after the source, build does the rest")
      ->required()
      ->one_of({"configure", "build"});
  return kind;
}

Command* add_kbuild(CommandLine& program, Options& options) {
  Command* kbuild =
      add_recipe_command(program, "kbuild", "Build a kernel, BusyBox or Toybox", options);
  kbuild->add_option("--step", options.step, "configure resolves the configuration, build compiles")
      ->required()
      ->one_of(bake::kbuild::names_of_steps());
  return kbuild;
}

Command* add_sysroot(CommandLine& program, Options& options) {
  Command* sysroot = program.add_command("sysroot", "Put installed packages into one directory");
  sysroot->add_option("--output", options.output, "The directory, which is made anew")
      ->required()
      ->type_name("DIRECTORY");
  sysroot->add_option("--root", options.roots, "What a package has installed; the last one wins")
      ->one_value()
      ->type_name("DIRECTORY");
  return sysroot;
}

Command* add_source(CommandLine& program, Options& options) {
  Command* source = program.add_command(
      "source", "Get a source, or the part of it that configures, where a server has that");
  const auto add = [&](const char* name, auto& variable, const char* type, const char* help) {
    source->add_option(name, variable, help)->required()->type_name(type);
  };
  add("--title", options.title, "TEXT", "What stands before each line");
  add("--fetch", options.source.fetch, "FILE", "The program linuxbake-fetch");
  add("--recipe", options.source.recipe, "FILE", "What the source is, as JSON");
  add("--settings", options.source.settings, "FILE", "How it is fetched, as JSON");
  add("--destination", options.source.destination, "PATH", "Becomes a link to the tree");
  add("--record", options.source.record, "FILE", "Becomes JSON: what was taken");
  add("--cache", options.archiver.cache.directory, "DIRECTORY", "What all builds share");
  add("--remotes", options.archiver.cache.remotes, "FILE", "The servers, as JSON");
  add("--cmake", options.archiver.cmake, "FILE", "The program cmake, which unpacks");
  return source;
}

void add_places(Command& command, const char* name, std::vector<std::filesystem::path>& places,
                const char* help) {
  command.add_option(name, places, help)->one_value()->type_name("PATH");
}

Command* add_watch(CommandLine& program, Options& options) {
  Command* watch = program.add_command("watch", "Look for changes in what a build reads");
  watch->add_option("--output", options.output, "The file that changes where something has changed")
      ->required()
      ->type_name("FILE");
  watch->add_option("--tree", options.watched.tree, "Where the build runs")->type_name("DIRECTORY");
  add_places(*watch, "--directory", options.watched.directories, "What is read as a whole");
  add_places(*watch, "--cpio-list", options.watched.lists, "A list for the kernel's gen_init_cpio");
  return watch;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine program("Makes a target from its recipe", "linuxbake-bake");
  std::vector<std::pair<const Command*, Action>> commands = {
      {add_recipe_command(program, "check", "Say what is wrong with a recipe", options), check},
      {add_kind(program, "package", "Build a program or a library from its source", options),
       package},
      {add_kind(program, "musl", "Build musl, the C library", options), musl},
      {add_kind(program, "cxx", "Build LLVM's C++ runtime on a C library", options), cxx},
      {add_kbuild(program, options), kbuild},
      {add_recipe_command(program, "image", "Write an image", options), image},
      {add_recipe_command(program, "import", "Write the record of a kernel that was not built here",
                          options),
       imported_kernel},
      {add_watch(program, options), watch},
      {add_source(program, options), source},
      {add_sysroot(program, options), sysroot}};
  const bake::cache::Commands cache(program);
  return run_program(program, argc, argv, [&] {
    if (cache.chosen()) return cache.run();
    for (const auto& [command, act] : commands)
      if (command->chosen()) return act(options);
    return Result<int>(exit_usage);  // a command is required
  });
}
