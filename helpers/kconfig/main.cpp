// SPDX-License-Identifier: MIT
// linuxbake-kconfig - Kconfig configurations: resolved, merged, checked, repaired, explained.
#include <cstdint>
#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "common/command_line.h"
#include "kconfig/commands.h"
#include "kconfig/questions.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;

constexpr const char* grammar = R"(A fragment holds lines of these kinds, and nothing else:
  CONFIG_NAME=y | m | n         a bool or tristate
  # CONFIG_NAME is not set      the same as =n
  CONFIG_NAME=17 | 0x1f         an int or hex
  CONFIG_NAME="text"            a string; \" and \\ stand for " and \
  # anything else               a comment
  # override[: reason]          the next line replaces an earlier fragment's value on purpose
  # optional[: reason]          the next line holds where it can, in a fragment for several kernels

With --tree, the compiler is asked what the tree's macros ask; its answers are kept in LinuxBake's
cache, by its path, size and time, and by the question.

Exit codes: 0 done, 1 failed, refused or different, 2 wrong usage, 3 an input cannot be used: a tree,
a configuration or a fragment.)";

constexpr const char* base_help =
    "tinyconfig, allnoconfig, alldefconfig, allyesconfig, allmodconfig, defconfig, "
    "<name>_defconfig, or a .config";

using Run = Result<int> (*)(const Options&);

// One command, and what it runs.
struct Choice {
  Command* command;
  Run run;
};

Option* add_base(Command* command, Options& options) {
  command
      ->add_option("--base-fragment", options.base_fragments, "A fragment that belongs to the base")
      ->one_value();
  return command->add_option("--base", options.base, base_help);
}

Option* add_fragments(Command* command, Options& options) {
  return command->add_option("--fragment", options.fragments, "A fragment; the later one holds");
}

void add_json(Command* command, Options& options) {
  command->add_flag("--json", options.json, "The answer as JSON on standard output");
}

Option* add_tree(Command* command, Options& options) {
  Option* tree = command->add_option("--tree", options.tree.directory,
                                     "A Linux, BusyBox or Toybox source tree");
  command->add_option("--arch", options.tree.arch, "Kbuild's ARCH or a machine's name");
  command->add_option("--cc", options.tree.compiler, "The compiler that the tree's macros ask");
  command->add_option("--cross-compile", options.tree.cross_compile,
                      "The prefix of compiler and binutils");
  command->add_option("--cache", options.tree.cache,
                      "Where the compiler's answers are kept (default: LinuxBake's cache)");
  command->add_flag("--no-cache", options.no_cache, "Ask the compiler anew");
  return tree;
}

Command* add_merge(Command& app, Options& options) {
  Command* command = app.add_command(
      "merge", "Put fragments over a base, in order: the input of 'make olddefconfig'");
  command->add_option("--base", options.base, "The configuration to start from")->required();
  add_fragments(command, options);
  command->add_option("--output", options.output, "The merged configuration")->required();
  command->add_option("--provenance", options.provenance, "JSON: where each value comes from");
  command->add_flag("--strict", options.strict,
                    "Fragments that contradict each other are an error, not a warning");
  add_json(command, options);
  return command;
}

Command* add_check(Command& app, Options& options) {
  Command* command = app.add_command(
      "check", "Every requested value that does not take is an error; with a tree, with reasons");
  Option* config = command->add_option("--config", options.config, "What 'make olddefconfig' made");
  Option* tree = add_tree(command, options);
  add_base(command, options);
  add_fragments(command, options);
  add_json(command, options);
  config->excludes(tree);
  command->require_one({config, tree}, "--config or --tree");
  return command;
}

Command* add_savefragment(Command& app, Options& options) {
  Command* command =
      app.add_command("savefragment", "Write what differs from a base as a fragment");
  command->add_option("--base", options.base, "The configuration to compare with")->required();
  command->add_option("--config", options.config, "The configuration to save")->required();
  command->add_option("--output", options.output, "The fragment")->required();
  add_json(command, options);
  return command;
}

Command* add_resolve(Command& app, Options& options) {
  Command* command = app.add_command(
      "resolve", "Write the .config that a base and fragments give, as 'make olddefconfig' would");
  add_tree(command, options)->required();
  add_base(command, options)->required();
  add_fragments(command, options);
  command->add_option("--output", options.output, "The configuration")->required();
  command->add_option("--base-output", options.base_output, "The base's own .config, too");
  command->add_option("--provenance", options.provenance, "JSON: where each value comes from");
  command->add_flag("--check", options.check,
                    "Write nothing where a requested value does not take, but say why");
  add_json(command, options);
  return command;
}

Command* add_fix(Command& app, Options& options) {
  Command* command =
      app.add_command("fix", "Find the fewest further lines that make every request true");
  add_tree(command, options)->required();
  add_base(command, options)->required();
  add_fragments(command, options)->required();
  Option* apply =
      command->add_flag("--apply", options.apply, "Append the lines to the last fragment");
  command->add_option("--output", options.output, "Write the lines as a fragment")->excludes(apply);
  command->add_option("--alternatives", options.alternatives, "How many proposals to look for")
      ->in_range(1, 20);
  add_json(command, options);
  return command;
}

Command* add_minimize(Command& app, Options& options) {
  Command* command = app.add_command(
      "minimize", "Write the shortest fragment that gives a configuration back over a base");
  add_tree(command, options)->required();
  add_base(command, options)->required();
  command->add_option("--config", options.config, "The configuration")->required();
  command->add_option("--output", options.output, "The fragment")->required();
  add_json(command, options);
  return command;
}

Command* add_explain(Command& app, Options& options) {
  Command* command = app.add_command("explain", "Say all there is to say about a symbol");
  add_tree(command, options)->required();
  Option* config = command->add_option("--config", options.config, "A .config");
  add_base(command, options)->excludes(config);
  add_fragments(command, options);
  add_json(command, options);
  command->add_option("symbol", options.symbol, "Its name, with or without CONFIG_")->required();
  return command;
}

Command* add_lint(Command& app, Options& options) {
  Command* command = app.add_command("lint", "Name the lines of fragments that can have no effect");
  add_tree(command, options)->required();
  add_base(command, options)->required();
  command->add_option("--other-tree", options.other_tree,
                      "Another version: also name what only one of the two knows");
  command
      ->add_option("--shared", options.shared,
                   "One of the fragments that is for many kernels: its lines are not named")
      ->one_value()
      ->type_name("FILE");
  add_json(command, options);
  command->add_option("files", options.files, "Fragments; the later one holds")->required();
  return command;
}

Command* add_diff(Command& app, Options& options) {
  Command* command = app.add_command(
      "diff", "Compare two configurations; or, with --tree, say what fragments change in a base");
  Option* tree = add_tree(command, options);
  Option* base = add_base(command, options)->needs(tree);
  Option* fragments = add_fragments(command, options)->needs(base);
  tree->needs(base)->needs(fragments);
  add_json(command, options);
  Option* files = command->add_option("configs", options.files, "Two .config files")->expected(2);
  files->excludes(tree);
  command->require_one({files, tree}, "two configurations, or --tree");
  return command;
}

// A tree takes some 25 MB in small pieces, and we end soon: to give memory back and fetch it again
// would cost a tenth of the time, and to fetch it page by page a fifth.
void prepare_memory() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
#ifdef MADV_POPULATE_WRITE  // where the kernel is older (than 5.14), it takes its time
  constexpr std::size_t page = 4096;
  char* const unused = static_cast<char*>(sbrk(0));
  void* volatile first_piece = std::malloc(1 << 20);  // grows the heap by all of M_TOP_PAD
  std::free(first_piece);
  char* const begin = unused + (page - reinterpret_cast<std::uintptr_t>(unused) % page) % page;
  (void)madvise(begin, 20 << 20, MADV_POPULATE_WRITE);
#endif
#endif
}

}  // namespace

int main(int argc, char** argv) {
  prepare_memory();
  Options options;
  CommandLine app("Kconfig configurations: resolved, merged, checked, repaired, explained",
                  program);
  app.footer(grammar);
  const std::vector<Choice> choices = {
      {add_resolve(app, options), run_resolve},
      {add_merge(app, options), run_merge},
      {add_check(app, options), run_check},
      {add_fix(app, options), run_fix},
      {add_minimize(app, options), run_minimize},
      {add_explain(app, options), run_explain},
      {add_lint(app, options), run_lint},
      {add_diff(app, options), run_diff},
      {add_savefragment(app, options), run_savefragment},
  };
  return run_program(app, argc, argv, [&]() -> Result<int> {
    try {
      for (const Choice& choice : choices)
        if (choice.command->chosen()) return choice.run(options);
    } catch (QuestionFailed& failure) {
      return tl::unexpected(std::move(failure.error));
    }
    return exit_usage;
  });
}
