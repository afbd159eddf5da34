// SPDX-License-Identifier: MIT
// linuxbake-fetch - gets the sources of a build, and looks whether they change.
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "common/environment.h"
#include "common/files.h"
#include "common/flat_json.h"
#include "common/program.h"
#include "fetch/apt.h"
#include "fetch/arguments.h"
#include "fetch/fetch.h"
#include "fetch/watch.h"

namespace {

using namespace linuxbake;

constexpr const char* program = "linuxbake-fetch";
constexpr unsigned patience_with_apt = 60;  // seconds that a server may send nothing

struct Options {
  std::string recipe, settings, destination, record, tree;
  std::string source, except, stamp;
  std::string state;
  std::vector<std::string> releases;
};

Result<fetch::Source> source_of(const Options& options) {
  return read_file(options.recipe).and_then([&](const std::string& text) {
    return fetch::parse_source(text, options.recipe);
  });
}

Result<fetch::Settings> settings_of(const Options& options) {
  return read_file(options.settings).and_then([&](const std::string& text) {
    return fetch::parse_settings(text, options.settings);
  });
}

// `act` gets the source, the settings and the console.
template <typename Act>
Result<int> with_source(const Options& options, const Act& act) {
  const Result<fetch::Source> source = source_of(options);
  if (!source) return tl::unexpected(source.error());
  const Result<fetch::Settings> settings = settings_of(options);
  if (!settings) return tl::unexpected(settings.error());
  fetch::Console console(source->name + " " + source->version, std::cout, std::cerr);
  return act(*source, *settings, console);
}

// The message of a source that cannot be had has lines of its own.
Result<int> run_source(const Options& options) {
  return with_source(options, [&](const auto& source, const auto& settings, auto& console) {
    const Result<void> done = fetch::fetch(
        source, settings, {options.destination, options.record, options.tree}, console);
    if (!done) console.notice(done.error().message);
    return done ? exit_done : exit_failed;
  });
}

Result<int> run_expect(const Options& options) {
  return with_source(options, [](const auto& source, const auto& settings, auto& console) {
    const fetch::Expected expected = fetch::expected(source, settings, console);
    std::cout << flat_json_text({{"is_extracted", expected.is_extracted},
                                 {"sha256", expected.record.at("sha256")},
                                 {"tree", expected.tree.string()}})
              << '\n';
    return exit_done;
  });
}

Result<int> run_watch(const Options& options) {
  return fetch::watch(options.source, options.except, options.stamp).map([] { return exit_done; });
}

Result<int> run_apt_state(const Options& options) {
  const auto apt = fetch::find_apt();
  if (!apt) return fail("this host has no apt");
  const fetch::AptState state{std::filesystem::absolute(options.state)};
  fetch::Console console("apt", std::cout, std::cerr);
  if (const auto made = fetch::make_directories(state); !made) return tl::unexpected(made.error());
  bool any = false;
  for (const std::string& release : options.releases) {
    const Result<bool> leads =
        fetch::write_entries(state, *apt, "deb", release, release + "-", console);
    if (!leads) return tl::unexpected(leads.error());
    any = any || *leads;
  }
  if (!any)
    return fail("no entry of this host's apt leads to " +
                fetch::title_of_release(options.releases.front()));
  return fetch::write_configuration(state, *apt, patience_with_apt, console).map([] {
    return exit_done;
  });
}

void add_what_a_source_is(fetch::CommandOptions& command, Options& options) {
  using fetch::Needed;
  command.add("--recipe", options.recipe, Needed::yes, "What the source is, as JSON");
  command.add("--settings", options.settings, Needed::yes, "Cache, mirrors and time-outs, as JSON");
}

void add_expect(fetch::Arguments& arguments, Options& options) {
  add_what_a_source_is(
      arguments.add_command("expect", "Say which archive a source is, without the network"),
      options);
}

void add_source(fetch::Arguments& arguments, Options& options) {
  using fetch::Needed;
  fetch::CommandOptions& source =
      arguments.add_command("source", "Get a source: from the cache, the net, or packages");
  add_what_a_source_is(source, options);
  source.add("--destination", options.destination, Needed::yes, "Becomes a link to the tree");
  source.add("--record", options.record, Needed::yes,
             "Becomes JSON: what was taken, and where it is");
  source.add("--tree", options.tree, Needed::no, "A part of the source, instead of it all");
}

void add_watch(fetch::Arguments& arguments, Options& options) {
  using fetch::Needed;
  fetch::CommandOptions& watch =
      arguments.add_command("watch", "Make a stamp new if a tree is newer than it");
  watch.add("--source", options.source, Needed::yes, "The tree");
  watch.add("--except", options.except, Needed::no, "A directory in it that does not count");
  watch.add("--stamp", options.stamp, Needed::yes, "The stamp, a file");
}

void add_apt_state(fetch::Arguments& arguments, Options& options) {
  using fetch::Needed;
  fetch::CommandOptions& state = arguments.add_command(
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
  fetch::Arguments arguments(program, LINUXBAKE_VERSION,
                             "Gets the sources of a build, and looks whether they change");
  add_source(arguments, options);
  add_expect(arguments, options);
  add_watch(arguments, options);
  add_apt_state(arguments, options);
  const fetch::Arguments::Taken taken = arguments.take({argv + 1, argv + argc});
  if (!taken.fault.empty()) {
    print_message(program, "error", taken.fault);
    print_message(program, "note", "--help lists the commands and options");
    return exit_usage;
  }
  std::cout << taken.output << std::flush;
  if (taken.command == nullptr) return exit_done;
  forget_environment();
  const std::string& command = taken.command->name();
  if (command == "source") return report(run_source(options));
  if (command == "expect") return report(run_expect(options));
  return report(command == "watch" ? run_watch(options) : run_apt_state(options));
}
