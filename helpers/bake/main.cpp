// SPDX-License-Identifier: MIT
// linuxbake-bake - what a build does besides compiling: it gets sources.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "bake/apt.h"
#include "bake/apt_entries.h"
#include "bake/environment.h"
#include "bake/fetch.h"
#include "bake/watch.h"
#include "common/command_line.h"
#include "common/files.h"

namespace {

using namespace linuxbake;

struct Options {
  std::string recipe, settings;
  bake::Delivery delivery;
  std::filesystem::path source, except, stamp;
  std::filesystem::path state;
  std::string type = "deb";
  std::vector<std::string> releases;
  unsigned stall_timeout = 30;
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
  const Result<void> done = bake::fetch(*source, *settings, options.delivery, console);
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
        bake::write_entries(state, *apt, options.type, release, release + "-", console);
    if (!leads) return tl::unexpected(leads.error());
    any = any || *leads;
  }
  if (!any)
    return fail("no entry of this host's apt leads to " +
                bake::title_of_release(options.releases.front()));
  return bake::write_configuration(state, *apt, options.stall_timeout, console).map([] {
    return exit_done;
  });
}

Command* add_fetch(Command& app, Options& options) {
  Command* fetch = app.add_command("fetch", "Get a source: from the cache, the net, or packages");
  fetch->add_option("--recipe", options.recipe, "What the source is, as JSON")->required();
  fetch->add_option("--settings", options.settings, "Cache, mirrors and time-outs, as JSON")
      ->required();
  fetch
      ->add_option("--destination", options.delivery.destination,
                   "Becomes a symbolic link to the tree")
      ->required();
  fetch->add_option("--record", options.delivery.record, "Becomes JSON: what was taken, and where")
      ->required();
  return fetch;
}

Command* add_watch(Command& app, Options& options) {
  Command* watch = app.add_command("watch", "Make a stamp new if a tree is newer than it");
  watch->add_option("--source", options.source, "The tree")->required();
  watch->add_option("--except", options.except, "A directory in it that does not count");
  watch->add_option("--stamp", options.stamp, "The stamp")->required();
  return watch;
}

void add_apt_state(Command& app, Options& options) {
  Command* state = app.add_command(
      "apt-state", "Make a state for apt that reads packages of other releases, without root");
  state->add_option("--state", options.state, "Its directory; apt-get -c <directory>/apt.conf")
      ->required();
  state->add_option("--type", options.type, "Packages (deb, the default) or sources (deb-src)")
      ->one_of({"deb", "deb-src"});
  state->add_option("--release", options.releases, "Its name; may be given several times")
      ->one_value()
      ->required();
  state->add_option("--stall-timeout", options.stall_timeout,
                    "Seconds that a server may send nothing (default: 30)");
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine app("What a build does besides compiling: it gets sources", "linuxbake-bake");
  const Command* fetch = add_fetch(app, options);
  const Command* watch = add_watch(app, options);
  add_apt_state(app, options);
  bake::forget_environment();
  return run_program(app, argc, argv, [&]() -> Result<int> {
    if (fetch->chosen()) return run_fetch(options);
    if (watch->chosen()) return run_watch(options);
    return run_apt_state(options);
  });
}
