// SPDX-License-Identifier: MIT
// linuxbake-bake - what a build does besides compiling: it gets sources.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "bake/apt.h"
#include "bake/arguments.h"
#include "bake/fetch.h"
#include "bake/watch.h"
#include "common/environment.h"
#include "common/files.h"
#include "common/program.h"

namespace {

using namespace linuxbake;

constexpr const char* program = "linuxbake-bake";
constexpr unsigned patience_with_apt = 60;  // seconds that a server may send nothing

struct Options {
  std::string recipe, settings, destination, record;
  std::string source, except, stamp;
  std::string state;
  std::vector<std::string> releases;
};

// The message of a source that cannot be had has lines of its own.
Result<int> run_fetch(const Options& options) {
  const Result<bake::Source> source =
      read_file(options.recipe).and_then([&](const std::string& text) {
        return bake::parse_source(text, options.recipe);
      });
  if (!source) return tl::unexpected(source.error());
  const Result<bake::Settings> settings =
      read_file(options.settings).and_then([&](const std::string& text) {
        return bake::parse_settings(text, options.settings);
      });
  if (!settings) return tl::unexpected(settings.error());
  bake::Console console(source->name + " " + source->version, std::cout, std::cerr);
  const Result<void> done =
      bake::fetch(*source, *settings, {options.destination, options.record}, console);
  if (done) return exit_done;
  console.notice(done.error().message);
  return exit_failed;
}

Result<int> run_watch(const Options& options) {
  return bake::watch(options.source, options.except, options.stamp).map([] { return exit_done; });
}

Result<int> run_apt_state(const Options& options) {
  const auto apt = bake::find_apt();
  if (!apt) return fail("this host has no apt");
  const bake::AptState state{std::filesystem::absolute(options.state)};
  bake::Console console("apt", std::cout, std::cerr);
  if (const auto made = bake::make_directories(state); !made) return tl::unexpected(made.error());
  bool any = false;
  for (const std::string& release : options.releases) {
    const Result<bool> leads =
        bake::write_entries(state, *apt, "deb", release, release + "-", console);
    if (!leads) return tl::unexpected(leads.error());
    any = any || *leads;
  }
  if (!any)
    return fail("no entry of this host's apt leads to " +
                bake::title_of_release(options.releases.front()));
  return bake::write_configuration(state, *apt, patience_with_apt, console).map([] {
    return exit_done;
  });
}

void add_fetch(bake::Arguments& arguments, Options& options) {
  using bake::Needed;
  bake::CommandOptions& fetch =
      arguments.add_command("fetch", "Get a source: from the cache, the net, or packages");
  fetch.add("--recipe", options.recipe, Needed::yes, "What the source is, as JSON");
  fetch.add("--settings", options.settings, Needed::yes, "Cache, mirrors and time-outs, as JSON");
  fetch.add("--destination", options.destination, Needed::yes, "Becomes a link to the tree");
  fetch.add("--record", options.record, Needed::yes,
            "Becomes JSON: what was taken, and where it is");
}

void add_watch(bake::Arguments& arguments, Options& options) {
  using bake::Needed;
  bake::CommandOptions& watch =
      arguments.add_command("watch", "Make a stamp new if a tree is newer than it");
  watch.add("--source", options.source, Needed::yes, "The tree");
  watch.add("--except", options.except, Needed::no, "A directory in it that does not count");
  watch.add("--stamp", options.stamp, Needed::yes, "The stamp, a file");
}

void add_apt_state(bake::Arguments& arguments, Options& options) {
  using bake::Needed;
  bake::CommandOptions& state = arguments.add_command(
      "apt-state", "Make a state for apt that reads packages of other releases, without root");
  state.add("--state", options.state, Needed::yes, "Its directory; its apt.conf is for apt-get -c");
  state.add("--release", options.releases, Needed::yes,
            "The name of a release; may be given several times");
}

int report(const Result<int>& code) {
  if (code) return *code;
  print_message(program, "error", code.error().text());
  return exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  bake::Arguments arguments(program, LINUXBAKE_VERSION,
                            "What a build does besides compiling: it gets sources");
  add_fetch(arguments, options);
  add_watch(arguments, options);
  add_apt_state(arguments, options);
  const bake::Arguments::Taken taken = arguments.take({argv + 1, argv + argc});
  if (!taken.fault.empty()) {
    print_message(program, "error", taken.fault);
    print_message(program, "note", "--help lists the commands and options");
    return exit_usage;
  }
  std::cout << taken.output << std::flush;
  if (taken.command == nullptr) return exit_done;
  forget_environment();
  const std::string& command = taken.command->name();
  if (command == "fetch") return report(run_fetch(options));
  return report(command == "watch" ? run_watch(options) : run_apt_state(options));
}
