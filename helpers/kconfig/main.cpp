// SPDX-License-Identifier: MIT
// linuxbake-kconfig - merges configuration fragments and checks that nothing of them was lost.
#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/files.h"
#include "common/program.h"
#include "kconfig/check.h"
#include "kconfig/dotconfig.h"
#include "kconfig/merge.h"
#include "kconfig/resolve.h"
#include "kconfig/savefragment.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;

constexpr const char* program = "linuxbake-kconfig";

constexpr const char* grammar = R"(A fragment holds lines of these kinds, and nothing else:
  CONFIG_NAME=y | m | n         a bool or tristate
  # CONFIG_NAME is not set      the same as =n
  CONFIG_NAME=17 | 0x1f         an int or hex
  CONFIG_NAME="text"            a string; \" and \\ stand for " and \
  # anything else               a comment
  # override[: reason]          the next line replaces an earlier fragment's value on purpose

Exit codes: 0 done, 1 failed, 2 wrong usage.)";

constexpr const char* base_help =
    "tinyconfig, allnoconfig, alldefconfig, allyesconfig, allmodconfig, defconfig, "
    "<name>_defconfig, or a .config";

struct Options {
  std::string base, config, output, provenance;
  std::vector<std::string> fragments;
  bool strict = false;
  bool no_cache = false;
  TreeOptions tree;
};

Result<ConfigFile> read_config(const std::string& path) {
  return read_assignments(path).map([&](Assignments assignments) {
    return ConfigFile{path, std::move(assignments)};
  });
}

Result<std::vector<ConfigFile>> read_configs(const std::vector<std::string>& paths) {
  std::vector<ConfigFile> configs;
  for (const std::string& path : paths) {
    Result<ConfigFile> config = read_config(path);
    if (!config) return tl::unexpected(config.error());
    configs.push_back(std::move(*config));
  }
  return configs;
}

Result<int> write(const std::string& path, const std::string& text) {
  return write_file_if_different(path, text).map([](bool) { return exit_done; });
}

Result<int> run_merge(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return tl::unexpected(base.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  const Merge merged = merge(*base, *fragments);
  for (const Error& contradiction : merged.contradictions)
    print_message(program, options.strict ? "error" : "warning", contradiction.text());
  if (options.strict && !merged.contradictions.empty()) return exit_failed;
  if (!options.provenance.empty()) {
    const Result<int> written = write(options.provenance, provenance_json(merged));
    if (!written) return written;
  }
  return write(options.output, merged_text(merged));
}

Result<int> run_check(const Options& options) {
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return tl::unexpected(config.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  std::optional<ConfigFile> base;
  if (!options.base.empty()) {
    Result<ConfigFile> read = read_config(options.base);
    if (!read) return tl::unexpected(read.error());
    base = std::move(*read);
  }
  const std::vector<Error> refusals = check(config->assignments, base, *fragments);
  for (const Error& refusal : refusals) print_message(program, "error", refusal.text());
  return refusals.empty() ? exit_done : exit_failed;
}

Result<Tree> open(Options options) {
  if (!options.no_cache && options.tree.cache.empty())
    options.tree.cache = default_cache_directory();
  if (options.no_cache) options.tree.cache.clear();
  return open_tree(options.tree);
}

void print_contradictions(const Merge& merged) {
  for (const Error& contradiction : merged.contradictions)
    print_message(program, "warning", contradiction.text());
}

Result<int> run_resolve(const Options& options) {
  const Result<Tree> tree = open(options);
  if (!tree) return tl::unexpected(tree.error());
  Evaluator values(*tree->model);
  const Result<ConfigFile> base = base_config(*tree, values, options.base);
  if (!base) return tl::unexpected(base.error());
  const Result<std::vector<ConfigFile>> fragments = read_configs(options.fragments);
  if (!fragments) return tl::unexpected(fragments.error());
  if (!fragments->empty() || !is_base_name(options.base)) {
    const Merge merged = merge(*base, *fragments);
    print_contradictions(merged);
    apply_merge(*tree, values, merged);
  }
  return write(options.output, dotconfig_text(*tree->model, values));
}

Result<int> run_savefragment(const Options& options) {
  const Result<ConfigFile> base = read_config(options.base);
  if (!base) return tl::unexpected(base.error());
  const Result<ConfigFile> config = read_config(options.config);
  if (!config) return tl::unexpected(config.error());
  return write(options.output, savefragment(base->assignments, config->assignments));
}

CLI::App* add_merge(CLI::App& app, Options& options) {
  CLI::App* command = app.add_subcommand(
      "merge", "Put fragments over a base, in order: the input of 'make olddefconfig'");
  command->add_option("--base", options.base, "The configuration to start from")->required();
  command->add_option("--fragment", options.fragments, "A fragment; the later one holds");
  command->add_option("--output", options.output, "The merged configuration")->required();
  command->add_option("--provenance", options.provenance, "JSON: where each value comes from");
  command->add_flag("--strict", options.strict,
                    "Fragments that contradict each other are an error, not a warning");
  return command;
}

CLI::App* add_check(CLI::App& app, Options& options) {
  CLI::App* command =
      app.add_subcommand("check", "Every requested value that did not take is an error");
  command->add_option("--config", options.config, "What 'make olddefconfig' made")->required();
  command->add_option("--base", options.base, "The configuration that the fragments started from");
  command->add_option("--fragment", options.fragments, "A fragment; the later one holds");
  return command;
}

CLI::App* add_savefragment(CLI::App& app, Options& options) {
  CLI::App* command =
      app.add_subcommand("savefragment", "Write what differs from a base as a fragment");
  command->add_option("--base", options.base, "The configuration to compare with")->required();
  command->add_option("--config", options.config, "The configuration to save")->required();
  command->add_option("--output", options.output, "The fragment")->required();
  return command;
}

void add_tree_options(CLI::App* command, Options& options) {
  command->add_option("--tree", options.tree.directory, "A Linux, BusyBox or Toybox source tree");
  command->add_option("--arch", options.tree.arch, "Kbuild's ARCH or a machine name");
  command->add_option("--cc", options.tree.compiler, "The compiler that is asked");
  command->add_option("--cross-compile", options.tree.cross_compile,
                      "The prefix of compiler and binutils");
  command->add_option("--cache", options.tree.cache,
                      "Where the compiler's answers are kept (default: LinuxBake's cache)");
  command->add_flag("--no-cache", options.no_cache, "Ask the compiler anew");
}

CLI::App* add_resolve(CLI::App& app, Options& options) {
  CLI::App* command = app.add_subcommand(
      "resolve", "Write the .config that a base and fragments give, as 'make olddefconfig' would");
  add_tree_options(command, options);
  command->get_option("--tree")->required();
  command->add_option("--base", options.base, base_help)->required();
  command->add_option("--fragment", options.fragments, "A fragment; the later one holds");
  command->add_option("--output", options.output, "The configuration")->required();
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Kconfig configurations: merge fragments, check the result, save the difference",
               program);
  app.require_subcommand(1);
  app.footer(grammar);
  const CLI::App* merge_command = add_merge(app, options);
  const CLI::App* check_command = add_check(app, options);
  add_savefragment(app, options);
  const CLI::App* resolve_command = add_resolve(app, options);
  return run_program(app, argc, argv, [&] {
    if (merge_command->parsed()) return run_merge(options);
    if (check_command->parsed()) return run_check(options);
    if (resolve_command->parsed()) return run_resolve(options);
    return run_savefragment(options);
  });
}
